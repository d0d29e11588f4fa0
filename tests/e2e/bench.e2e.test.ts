import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { BenchResult } from '../../src/bench/bench-result.ts';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** Opens the page that measures, quickly, with nothing but what the built app's server sends. */
async function openBench(query = '?quick'): Promise<BuiltApp> {
  app = await openBuiltApp();
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  await app.page.goto(`${app.url}bench${query}`);
  return app;
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();

const readResult = (page: Page): Promise<BenchResult | null> =>
  page
    .locator('pa-bench')
    .evaluate((element) => (element as unknown as { result: BenchResult | null }).result);

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe('the page that measures a device', () => {
  test('is found from the app', async () => {
    const { page, url } = await openBench();
    await page.goto(url);
    // The sheet "About", as a press on its entry asks for it.
    await page
      .locator('pa-app')
      .evaluate((element) =>
        element
          .shadowRoot!.querySelector('pa-first-screen, pa-more')!
          .dispatchEvent(
            new CustomEvent('sheet-asked', { detail: { sheet: 'about' }, bubbles: true, composed: true }),
          ),
      );
    await page.getByRole('link', { name: 'Measure this device' }).click();
    await page.getByRole('button', { name: 'Measure' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/bench(\.html)?$/);
  });

  test('times both networks, shows a table and copies it as text', async () => {
    const { page, complaints } = await openBench();
    expect(await seriousViolations(page)).toEqual([]);
    await press(page, 'Measure');
    await waitForData(page, 'bench', 'done', 100_000);

    const result = await readResult(page);
    const rows = result?.rows ?? [];
    expect(new Set(rows.map(({ tier }) => tier))).toEqual(new Set(['studio', 'sketch']));
    for (const row of rows) {
      for (const value of [row.ms, row.picturesPerSecond, row.ratio]) {
        expect(Number.isFinite(value) && value > 0, JSON.stringify(row)).toBe(true);
      }
    }
    const [reference] = rows.filter((row) => row.tier === 'studio' && row.threads === 1);
    expect(reference?.ratio).toBe(1);
    // Our server isolates the page, so there are as many threads as there are cores for.
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    expect(new Set(rows.map(({ threads }) => threads)).has(2)).toBe(cores > 1);
    expect(result?.skipped).toEqual([]);

    expect(await page.locator('tbody tr').count()).toBe(rows.length);
    await press(page, 'Copy as text');
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const row of rows) expect(text).toContain(row.ms.toFixed(1));
    expect(text).toMatch(/^Studio +256 × 144 +WASM +1 +[\d.]+ +[\d.]+ +1\.00$/m);

    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('shows the text, selected, where the clipboard is out of reach', async () => {
    const { page } = await openBench();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('No', 'NotAllowedError'));
    });
    await press(page, 'Measure');
    await waitForData(page, 'bench', 'done', 100_000);
    await press(page, 'Copy as text');
    const area = page.getByRole('textbox', { name: 'The result as text' });
    await area.waitFor();
    const selected = await area.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(selected).toContain('Plein Air, speed of this device');
  });

  test('stops at once, ends its workers and can begin again', async () => {
    const { page } = await openBench('');
    await press(page, 'Measure');
    await page.getByRole('status').filter({ hasText: 'Round 1' }).waitFor();
    await press(page, 'Stop');
    await waitForData(page, 'bench', 'idle');
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
    await press(page, 'Measure');
    await waitForData(page, 'bench', 'running');
    await page.getByRole('status').filter({ hasText: 'Round 1' }).waitFor();
  });

  test('says so when the files cannot be had, and leads back to the app', async () => {
    const { page, context } = await openBench();
    await context.route(/\.onnx$/, (route) => route.abort());
    await press(page, 'Measure');
    await waitForData(page, 'bench', 'failed');
    await page.getByRole('alert').filter({ hasText: 'did not work' }).waitFor();
    await page.getByRole('link', { name: 'Back to painting' }).click();
    await waitForData(page, 'state', 'idle');
  });
});
