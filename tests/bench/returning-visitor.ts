import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { FAKE_CAMERA_FLAGS, QUIET_FLAGS } from '../helpers/chromium-flags.ts';

/** A page that paints, and when it began to. */
interface PaintingVisit {
  context: BrowserContext;
  page: Page;
  /** From the start of the navigation to `data-state=painting`, ms. */
  firstPaintedMs: number;
  /** The same moment as `Date.now()`. */
  firstPaintedAtMs: number;
  /** What the app chose to paint with, in words. */
  choice: string;
  /** Leaves the page as people do, so that nothing looks like a crash, and ends the browser. */
  leave(): Promise<void>;
}

/** One person's browser profile that is used again and again. */
export interface ReturningVisitor {
  /** Starts the browser anew, opens the page and resolves when it paints. */
  visit(url: string): Promise<PaintingVisit>;
  /** Starts the browser without opening anything. The caller closes it. */
  openBrowser(): Promise<BrowserContext>;
  /** Deletes the profile. */
  forget(): Promise<void>;
}

const PAINTING_TIMEOUT_MS = 180_000;

/** `flags` are added to the ones for a fake camera of 30 pictures a second. */
export async function createVisitor(
  executablePath: string,
  flags: readonly string[],
): Promise<ReturningVisitor> {
  const profile = await mkdtemp(join(tmpdir(), 'plein-air-bench-'));
  const openBrowser = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      viewport: { width: 1280, height: 720 },
      args: [...QUIET_FLAGS, ...FAKE_CAMERA_FLAGS, ...flags],
    });
  return {
    openBrowser,
    async visit(url) {
      const context = await openBrowser();
      await context.addInitScript(noteFirstPainted);
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      await waitForFirstPainted(page);
      // The size comes with the first telemetry, a moment later.
      await page.waitForFunction(() => Boolean(document.documentElement.dataset['size']));
      const seen = await page.evaluate(() => {
        const { firstPaintedMs } = window as unknown as { firstPaintedMs: number };
        const { tier, size, engine } = document.documentElement.dataset;
        return { firstPaintedMs, timeOrigin: performance.timeOrigin, tier, size, engine };
      });
      return {
        context,
        page,
        firstPaintedMs: seen.firstPaintedMs,
        firstPaintedAtMs: seen.timeOrigin + seen.firstPaintedMs,
        choice: [seen.tier, seen.size, seen.engine].filter(Boolean).join(' '),
        async leave() {
          await page.goto('about:blank');
          await context.close();
        },
      };
    },
    forget: () => rm(profile, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** Rejects with what the page says where it does not come to a picture. */
async function waitForFirstPainted(page: Page): Promise<void> {
  const outcome = page.waitForFunction(
    () => 'firstPaintedMs' in window || document.documentElement.dataset['state'] === 'failed',
    undefined,
    { timeout: PAINTING_TIMEOUT_MS },
  );
  await outcome.catch(() => undefined);
  const { painted, state, text } = await page.evaluate(() => ({
    painted: 'firstPaintedMs' in window,
    state: document.documentElement.dataset['state'] ?? '',
    text: document.querySelector('pa-app')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '',
  }));
  if (!painted) throw new Error(`${page.url()} did not paint; data-state=${state}: ${text}`);
}

/** Runs in the page before its own scripts. */
function noteFirstPainted(): void {
  const observer = new MutationObserver(() => {
    if (document.documentElement.dataset['state'] !== 'painting') return;
    Object.assign(window, { firstPaintedMs: performance.now() });
    observer.disconnect();
  });
  // The document has no element yet.
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] });
}
