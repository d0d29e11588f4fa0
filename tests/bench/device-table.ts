import type { BenchResult } from '../../src/bench/bench-result.ts';
import type { ReturningVisitor } from './returning-visitor.ts';

/** Runs the app's own page that measures the device; resolves with its numbers and its text. */
export async function measureOnPage(
  visitor: ReturningVisitor,
  server: string,
  isQuick: boolean,
): Promise<BenchResult> {
  const context = await visitor.openBrowser();
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${server}bench${isQuick ? '?quick' : ''}`);
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.waitForFunction(
      () => ['done', 'failed'].includes(document.documentElement.dataset['bench'] ?? ''),
      undefined,
      { timeout: 900_000 },
    );
    const { result, failure } = await page.locator('pa-bench').evaluate((element) => ({
      result: (element as unknown as { result: BenchResult | null }).result,
      failure: element.shadowRoot?.querySelector('[role=alert]')?.textContent ?? '',
    }));
    if (!result || failure) throw new Error(failure || 'The page measured nothing');
    return result;
  } finally {
    await context.close();
  }
}
