import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import type { StudioActions } from '../../src/studio/studio-actions.ts';
import type { StudioView } from '../../src/studio/studio-view.ts';
import { type BuiltApp, openBuiltApp, waitForData } from './built-app.ts';

/** Small pictures on the processor, so that there are many a second. */
export const RECORDING_QUERY = '?camera=auto&engine=ort-wasm&size=64x48';

interface WithStudio extends Element {
  studio: { view: StudioView; actions: StudioActions };
}

/** Calls an action of the page's studio as the UI would. Resolves when the action has. */
export async function act<Name extends keyof StudioActions>(
  page: Page,
  name: Name,
  ...values: Parameters<StudioActions[Name]>
): Promise<void> {
  await page.evaluate(
    async ([action, given]) => {
      const { studio } = document.querySelector('pa-app') as WithStudio;
      await (studio.actions[action] as (...all: unknown[]) => unknown)(...given);
    },
    [name, values as unknown[]] as const,
  );
}

/** What the page's studio shows of clips and recording. */
export async function clipView(
  page: Page,
): Promise<Pick<StudioView, 'recording' | 'clips' | 'storage' | 'notices'>> {
  return page.evaluate(() => {
    const { recording, clips, storage, notices } = (document.querySelector('pa-app') as WithStudio).studio
      .view;
    return { recording, clips, storage, notices: notices.map((notice) => ({ ...notice, action: null })) };
  });
}

/** Opens the app with a camera that is painted already. */
export async function openToRecord(query = RECORDING_QUERY, keepsItself = false): Promise<BuiltApp> {
  const app = await openBuiltApp({ query, keepsItself });
  await waitForData(app.page, 'state', 'painting');
  return app;
}

/** Begins a recording; resolves when it is at least that long. */
export async function record(page: Page, elapsedMs: number): Promise<void> {
  await act(page, 'startRecording');
  await waitForData(page, 'recording', 'on');
  await waitForElapsed(page, elapsedMs);
}

/** Resolves when the clip being recorded is at least that long. */
export async function waitForElapsed(page: Page, elapsedMs: number, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    (wanted) => (document.querySelector('pa-app') as WithStudio).studio.view.recording.elapsedMs >= wanted,
    elapsedMs,
    { timeout },
  );
}

/** Resolves when a notice with these words is shown. */
export async function waitForNotice(page: Page, words: string, timeout = 30_000): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (document.querySelector('pa-app') as WithStudio).studio.view.notices.some(({ text }) =>
        text.includes(wanted),
      ),
    words,
    { timeout },
  );
}

/** Ends the newest worker of that name by an error that nobody catches. */
export async function throwInWorker(page: Page, name: string): Promise<void> {
  const worker = page.workers().findLast((candidate) => candidate.url().includes(`${name}.worker`))!;
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('struck by lightning');
    });
  });
}

/** The bytes of a clip on the shelf. */
export async function clipBytes(page: Page, id: string): Promise<Buffer> {
  const base64 = await page.evaluate(async (clip) => {
    const file = await (document.querySelector('pa-app') as WithStudio).studio.actions.clipFile(clip);
    const bytes = new Uint8Array(await file!.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, id);
  return Buffer.from(base64, 'base64');
}

/** What a `<video>` makes of a clip: its duration, and where it lands when sought to the middle, seconds. */
export async function playClip(page: Page, id: string): Promise<{ duration: number; soughtTo: number }> {
  return page.evaluate(async (clip) => {
    const file = await (document.querySelector('pa-app') as WithStudio).studio.actions.clipFile(clip);
    const video = document.createElement('video');
    const happens = (name: string): Promise<void> =>
      new Promise((resolve, reject) => {
        video.addEventListener(name, () => resolve(), { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    video.muted = true;
    const loaded = happens('loadeddata');
    video.src = URL.createObjectURL(file!);
    await loaded;
    const sought = happens('seeked');
    video.currentTime = video.duration / 2;
    await sought;
    return { duration: video.duration, soughtTo: video.currentTime };
  }, id);
}

interface Probe {
  streams: { codec_type: string; codec_name: string; duration?: string; width?: number; height?: number }[];
  format: { duration: string; tags?: Record<string, string> };
}

/** What ffprobe says of a file, or null where there is no ffprobe. Rejects if it finds the file faulty. */
export async function ffprobe(bytes: Buffer): Promise<Probe | null> {
  const folder = await mkdtemp(join(tmpdir(), 'plein-air-clip-'));
  try {
    const path = join(folder, 'clip.mp4');
    await writeFile(path, bytes);
    const { stdout, stderr } = await promisify(execFile)('ffprobe', [
      '-v',
      'error',
      '-print_format',
      'json',
      '-show_streams',
      '-show_format',
      path,
    ]);
    if (stderr) throw new Error(stderr);
    return JSON.parse(stdout) as Probe;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
