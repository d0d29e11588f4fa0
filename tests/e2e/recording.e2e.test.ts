import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type BuiltApp, openBuiltApp, waitForData, waitForPaintedFrames } from '../helpers/built-app.ts';
import { SWIFTSHADER_FLAGS } from '../helpers/chromium-flags.ts';
import { openClip } from '../helpers/open-clip.ts';
import {
  act,
  clipBytes,
  clipView,
  ffprobe,
  playClip,
  throwInWorker,
  waitForElapsed,
  waitForNotice,
} from '../helpers/recording-page.ts';

const QUERY = '?camera=auto&engine=ort-wasm&size=64x48';

let app: BuiltApp;

afterEach(() => app.close());

async function open(query = QUERY): Promise<void> {
  app = await openBuiltApp({ query });
  await waitForData(app.page, 'state', 'painting');
}

async function record(elapsedMs: number): Promise<void> {
  await act(app.page, 'startRecording');
  await waitForData(app.page, 'recording', 'on');
  await waitForElapsed(app.page, elapsedMs);
}

function expectRising(stamps: number[]): void {
  for (let at = 1; at < stamps.length; at++) expect(stamps[at]!).toBeGreaterThan(stamps[at - 1]!);
}

describe('recording', () => {
  test('by link puts one clip on the shelf, once', async () => {
    await open(`${QUERY}&record=2`);
    await waitForData(app.page, 'clips', '1');
    await waitForData(app.page, 'recording', 'off');
    const { clips, notices } = await clipView(app.page);
    expect(notices).toEqual([]);
    expect(clips[0]).toMatchObject({ hasSound: false, isRecovered: false, mimeType: 'video/mp4' });
    expect(clips[0]!.credit).toContain(clips[0]!.title);
    expect(clips[0]!.posterUrl).toMatch(/^blob:/);
    expect(clips[0]!.durationMs).toBeGreaterThanOrEqual(2000);
    expect(app.complaints).toEqual([]);
  });

  test('with sound is in sync, plays and seeks everywhere, and carries its credit', async () => {
    await open();
    await act(app.page, 'setSound', true);
    await record(4000);
    const { recording } = await clipView(app.page);
    expect(recording).toMatchObject({ state: 'on', sound: 'on' });
    await act(app.page, 'stopRecording');
    const [clip] = (await clipView(app.page)).clips;
    const bytes = await clipBytes(app.page, clip!.id);
    const facts = await openClip(new Blob([new Uint8Array(bytes)]));
    expect(clip!.hasSound).toBe(true);
    // Chromium has no AAC encoder on Linux, so this one is ours, under the policy of the build.
    expect(facts.audioCodec).toBe('aac');
    expect(facts.title).toBe(clip!.title);
    expect(facts.comment).toContain(clip!.credit);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    expect(facts.videoStamps[0]).toBe(0);
    expectRising(facts.videoStamps);
    expectRising(facts.audioStamps);
    const played = await playClip(app.page, clip!.id);
    expect(Math.abs(played.duration - clip!.durationMs / 1000)).toBeLessThan(0.1);
    expect(Math.abs(played.soughtTo - played.duration / 2)).toBeLessThan(0.1);
    const probe = await ffprobe(bytes);
    if (probe) {
      expect(probe.streams.map((stream) => stream.codec_type).toSorted()).toEqual(['audio', 'video']);
      expect(Math.abs(Number(probe.format.duration) - clip!.durationMs / 1000)).toBeLessThan(0.1);
      expect(probe.format.tags!['title']).toBe(clip!.title);
    }
    expect(app.complaints).toEqual([]);
  });

  test('goes on over another quality, another camera and a new painting', async () => {
    await open();
    await record(1500);
    await act(app.page, 'setQuality', 'studio');
    await act(app.page, 'stepPainting', 1);
    await waitForData(app.page, 'state', 'painting');
    await act(app.page, 'switchCamera');
    await waitForData(app.page, 'state', 'painting');
    await act(app.page, 'setAspect', '9:16');
    const { recording } = await clipView(app.page);
    await waitForElapsed(app.page, recording.elapsedMs + 1500);
    await act(app.page, 'stopRecording');
    const { clips, notices } = await clipView(app.page);
    expect(notices).toEqual([]);
    expect(clips).toHaveLength(1);
    const facts = await openClip(new Blob([new Uint8Array(await clipBytes(app.page, clips[0]!.id))]));
    expectRising(facts.videoStamps);
    expect(facts.durationSeconds * 1000).toBeGreaterThan(recording.elapsedMs + 1400);
    expect(
      Math.max(...facts.videoStamps.map((stamp, at, all) => (all[at + 1] ?? stamp) - stamp)),
    ).toBeLessThan(2);
  });

  test('of a page that dies is there on the next visit', async () => {
    await open();
    await act(app.page, 'setSound', true);
    await record(4000);
    const { recording } = await clipView(app.page);
    await app.page.reload();
    await waitForData(app.page, 'clips', '1');
    await waitForNotice(app.page, 'recovered');
    const [clip] = (await clipView(app.page)).clips;
    expect(clip).toMatchObject({ isRecovered: true, hasSound: true });
    expect(clip!.durationMs).toBeGreaterThan(recording.elapsedMs - 1500);
    expect((await playClip(app.page, clip!.id)).duration).toBeCloseTo(clip!.durationMs / 1000, 1);
    expect(clip!.posterUrl).toMatch(/^blob:/);
  });

  test('in one tab keeps another one from recording, which sees the clip afterwards', async () => {
    await open();
    await record(500);
    const other = await app.context.newPage();
    await other.goto(`${app.url}${QUERY}`);
    await waitForData(other, 'state', 'painting');
    await act(other, 'startRecording');
    await waitForNotice(other, 'Another tab is recording');
    await waitForData(other, 'recording', 'off');
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'clips', '1');
    await waitForData(other, 'clips', '1');
    await act(other, 'startRecording');
    await waitForData(other, 'recording', 'on');
  });
});

describe('while the tab is hidden', () => {
  test('recording goes on', async () => {
    await open();
    await record(500);
    // Playwright's own pages always say that they are visible, so the page is told otherwise.
    await app.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await waitForElapsed(app.page, 13_000);
    expect(await app.page.evaluate(() => document.documentElement.dataset['state'])).toBe('painting');
    await act(app.page, 'stopRecording');
    const [clip] = (await clipView(app.page)).clips;
    const facts = await openClip(new Blob([new Uint8Array(await clipBytes(app.page, clip!.id))]));
    const late = facts.videoStamps.filter((stamp) => stamp > 11);
    expect(late.length).toBeGreaterThan(8);
  });
});

describe('a full disk', () => {
  test('stops the recording with a whole clip, and says so', async () => {
    await open('?camera=auto&engine=ort-wasm&size=256x144');
    await act(app.page, 'setClipQuality', 'best');
    // Until then the app itself takes space.
    await waitForData(app.page, 'offline', 'ready');
    // Chromium hides the true quota from the page, so it is found by running into it.
    const limit = async (quotaSize: number): Promise<void> => {
      const session = await app.context.newCDPSession(app.page);
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.url).origin, quotaSize });
    };
    const used = await app.page.evaluate(async () => (await navigator.storage.estimate()).usage!);
    await limit(used + 2_500_000);
    await act(app.page, 'startRecording');
    await waitForNotice(app.page, 'The storage is full', 90_000);
    await waitForData(app.page, 'recording', 'off');
    const [clip] = (await clipView(app.page)).clips;
    expect(clip!.durationMs).toBeGreaterThan(1000);
    const { duration } = await playClip(app.page, clip!.id);
    expect(Math.abs(duration - clip!.durationMs / 1000)).toBeLessThan(0.1);
    await limit(used / 2);
    await act(app.page, 'startRecording');
    await waitForNotice(app.page, 'There is no room for a clip');
    await waitForData(app.page, 'recording', 'off');
    expect((await clipView(app.page)).clips).toHaveLength(1);
  });
});

describe('the shelf', () => {
  test('names clips, deletes them and brings them back', async () => {
    await open(`${QUERY}&record=1`);
    await waitForData(app.page, 'clips', '1');
    const [clip] = (await clipView(app.page)).clips;
    await act(app.page, 'renameClip', clip!.id, '  Dance in the kitchen ');
    expect((await clipView(app.page)).clips[0]!.title).toBe('Dance in the kitchen');
    await act(app.page, 'removeClip', clip!.id);
    await waitForData(app.page, 'clips', '0');
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await waitForData(app.page, 'clips', '1');
    expect((await playClip(app.page, clip!.id)).duration).toBeGreaterThan(0.9);
    await act(app.page, 'removeClip', clip!.id);
    // What is removed when the page closes is gone on the next visit.
    await app.page.goto(`${app.url}?engine=ort-wasm`);
    await app.page.waitForFunction(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('clips', { create: true });
      for await (const _ of folder.keys()) return false;
      return true;
    });
    expect((await clipView(app.page)).clips).toEqual([]);
  });
});

describe('while something dies', () => {
  test('the painter: the clip goes on with the next one', async () => {
    await open();
    await record(1000);
    await throwInWorker(app.page, 'painter');
    await waitForNotice(app.page, 'The painter stopped');
    await waitForData(app.page, 'state', 'painting');
    const { elapsedMs } = (await clipView(app.page)).recording;
    await waitForElapsed(app.page, elapsedMs + 1000);
    await act(app.page, 'stopRecording');
    const { clips } = await clipView(app.page);
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ isRecovered: false });
    expect(clips[0]!.durationMs).toBeGreaterThan(elapsedMs + 900);
  });

  test('the recorder: what it has written is kept at once', async () => {
    await open();
    await record(3500);
    await throwInWorker(app.page, 'recorder');
    await waitForNotice(app.page, 'The recorder stopped unexpectedly');
    await waitForData(app.page, 'recording', 'off');
    const { clips } = await clipView(app.page);
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ isRecovered: true });
    expect(clips[0]!.durationMs).toBeGreaterThan(2000);
    expect((await playClip(app.page, clips[0]!.id)).soughtTo).toBeGreaterThan(0.9);
    // And the next clip is none the worse for it.
    await record(500);
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'clips', '2');
  });

  test('the whole browser: the clip is there when it is opened again', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'plein-air-recording-'));
    try {
      app = await openBuiltApp({ query: QUERY, profile });
      const port = Number(new URL(app.url).port);
      await waitForData(app.page, 'state', 'painting');
      await act(app.page, 'setKeepsCamera', true);
      await record(3500);
      const { elapsedMs } = (await clipView(app.page)).recording;
      const gone = new Promise<void>((resolve) => app.context.once('close', () => resolve()));
      const session = await app.browser.newBrowserCDPSession();
      // Its own answer never comes.
      session.send('Browser.crash' as never).catch(() => undefined);
      await gone;
      await app.server.close();
      app = await openBuiltApp({ query: QUERY, profile, port });
      // The painted clip and its camera take, each from a journal entry of its own.
      await waitForData(app.page, 'clips', '2');
      const { clips } = await clipView(app.page);
      const camera = clips.find(({ cameraTakeOf }) => cameraTakeOf !== null)!;
      const painted = clips.find(({ id }) => id === camera.cameraTakeOf)!;
      expect(painted).toMatchObject({ isRecovered: true, cameraTakeId: camera.id });
      for (const clip of clips) {
        expect(clip.durationMs).toBeGreaterThan(elapsedMs - 1500);
        expect((await playClip(app.page, clip.id)).soughtTo).toBeGreaterThan(0.9);
      }
    } finally {
      await app.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    }
  });

  test('the GPU process: the clip goes on with a fresh encoder, in the same file', async () => {
    app = await openBuiltApp({
      flags: SWIFTSHADER_FLAGS,
      query: '?camera=auto&engine=ort-webgpu&size=32x32',
    });
    await waitForData(app.page, 'state', 'painting', 110_000);
    await record(5000);
    const session = await app.browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess' as never);
    await app.page.waitForFunction(() => document.documentElement.dataset['state'] !== 'painting');
    const crashed = (await clipView(app.page)).recording;
    await waitForData(app.page, 'state', 'painting', 110_000);
    const resumed = (await clipView(app.page)).recording;
    await waitForPaintedFrames(app.page, 4);
    const { recording } = await clipView(app.page);
    expect(recording).toMatchObject({ state: 'on' });
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'recording', 'off');
    const { clips } = await clipView(app.page);
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ isRecovered: false });
    const facts = await openClip(new Blob([new Uint8Array(await clipBytes(app.page, clips[0]!.id))]));
    expectRising(facts.videoStamps);
    // A clip ends with its last picture, and a busy processor may paint none for seconds.
    expect(facts.durationSeconds * 1000).toBeGreaterThan(resumed.elapsedMs);
    const late = facts.videoStamps.filter((stamp) => stamp * 1000 > crashed.elapsedMs);
    expect(late.length).toBeGreaterThan(2);
    expect((await playClip(app.page, clips[0]!.id)).soughtTo).toBeGreaterThan(1);
  }, 300_000);
});
