import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { ensureChromium } from '../../scripts/find-chromium.ts';
import { type RunningServer, startServer } from '../../scripts/serve.ts';
import { FAKE_CAMERA_FLAGS, QUIET_FLAGS } from './chromium-flags.ts';
import { DIST } from './dist-folder.ts';

export interface BuiltAppOptions {
  /** Deep link, with its question mark: `?source=scene&camera=auto`. */
  query?: string;
  /** Added to the quiet flags, for example `SWIFTSHADER_FLAGS`. */
  flags?: readonly string[];
  /** Replaces the flags of the fake camera that is always allowed. */
  cameraFlags?: readonly string[];
  /** A y4m or mjpeg file that the fake camera plays. */
  fakeVideo?: string;
  viewport?: { width: number; height: number };
  /** Folder of a profile that the caller keeps, to come back to; a fresh one that is removed unless said otherwise. */
  profile?: string;
  /** Where it is served; any free port unless said otherwise. What a profile keeps belongs to one port. */
  port?: number;
  /** Folder of the build; the one under test unless said otherwise. */
  dist?: string;
  /**
   * Lets the page keep itself for use without a network. Unless said so it lives where it cannot, as in Firefox's private
   * windows: storing everything takes 5 s of processor time at every first visit, after the first picture.
   */
  keepsItself?: boolean;
  /** Runs before the page is opened, e.g. to add init scripts or routes. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

export interface BuiltApp {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Starts out with the build; tests may close it to pull the plug. */
  server: RunningServer;
  /** Of the app, without query; ends in a slash. */
  url: string;
  /** Every request of pages, workers and the service worker so far, absolute. */
  requests: readonly string[];
  /** Broken content security policies and uncaught errors of the page so far, as text. */
  complaints: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves the production build and opens it in a Chromium with a profile of its own, as on somebody's first visit.
 *
 * Build before: `npm run test:e2e` does. A real profile, because private windows cannot install apps.
 */
export async function openBuiltApp(options: BuiltAppOptions = {}): Promise<BuiltApp> {
  const server = await startServer({ port: options.port ?? 0, dist: options.dist ?? DIST });
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'plein-air-profile-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    headless: true,
    viewport: options.viewport ?? { width: 1280, height: 720 },
    args: [
      ...QUIET_FLAGS,
      ...(options.cameraFlags ?? FAKE_CAMERA_FLAGS),
      ...(options.fakeVideo ? [`--use-file-for-fake-video-capture=${options.fakeVideo}`] : []),
      ...(options.flags ?? []),
    ],
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  if (!options.keepsItself) {
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  }
  await options.prepare?.(context);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${server.url}${options.query ?? ''}`);
  const browser = context.browser();
  if (!browser) throw new Error('Playwright gives no browser for a persistent context');
  return {
    browser,
    context,
    page,
    server,
    url: server.url,
    requests,
    complaints,
    async close() {
      await context.close();
      await server.close();
      if (!options.profile) await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Resolves when `<html data-name>` has the value. */
export async function waitForData(page: Page, name: string, value: string, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    ([key, wanted]) => document.documentElement.dataset[key!] === wanted,
    [name, value],
    { timeout },
  );
}

/** Resolves when at least `count` more pictures have been painted than now. */
export async function waitForPaintedFrames(page: Page, count: number, timeout = 60_000): Promise<void> {
  const now = await page.evaluate(() => Number(document.documentElement.dataset['frames'] ?? 0));
  await page.waitForFunction(
    (wanted) => Number(document.documentElement.dataset['frames'] ?? 0) >= wanted,
    now + count,
    { timeout },
  );
}

/** What a browser does when another tab is in front: headless pages stay visible, so it is played to the page. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
