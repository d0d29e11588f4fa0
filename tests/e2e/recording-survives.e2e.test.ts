import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type BuiltApp, openBuiltApp, waitForData, waitForPaintedFrames } from '../helpers/built-app.ts';
import { SWIFTSHADER_FLAGS } from '../helpers/chromium-flags.ts';
import { expectRising } from '../helpers/expect-rising.ts';
import { openClip } from '../helpers/open-clip.ts';
import {
  act,
  clipBytes,
  clipView,
  openToRecord,
  playClip,
  record,
  RECORDING_QUERY,
  throwInWorker,
  waitForElapsed,
  waitForNotice,
} from '../helpers/recording-page.ts';

let app: BuiltApp;

afterEach(() => app.close());

describe('while something dies', () => {
  test('the page: the clip is there on the next visit', async () => {
    app = await openToRecord();
    await act(app.page, 'setSound', true);
    await record(app.page, 4000);
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

  test('the painter: the clip goes on with the next one', async () => {
    app = await openToRecord();
    await record(app.page, 1000);
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
    app = await openToRecord();
    await record(app.page, 3500);
    await throwInWorker(app.page, 'recorder');
    await waitForNotice(app.page, 'The recorder stopped unexpectedly');
    await waitForData(app.page, 'recording', 'off');
    const { clips } = await clipView(app.page);
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ isRecovered: true });
    expect(clips[0]!.durationMs).toBeGreaterThan(2000);
    expect((await playClip(app.page, clips[0]!.id)).soughtTo).toBeGreaterThan(0.9);
    // And the next clip is none the worse for it.
    await record(app.page, 500);
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'clips', '2');
  });

  test('the whole browser: the clip is there when it is opened again', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'plein-air-recording-'));
    try {
      app = await openBuiltApp({ query: RECORDING_QUERY, profile, keepsItself: true });
      const port = Number(new URL(app.url).port);
      await waitForData(app.page, 'state', 'painting');
      await act(app.page, 'setKeepsCamera', true);
      await record(app.page, 3500);
      const { elapsedMs } = (await clipView(app.page)).recording;
      const gone = new Promise<void>((resolve) => app.context.once('close', () => resolve()));
      const session = await app.browser.newBrowserCDPSession();
      // Its own answer never comes.
      session.send('Browser.crash' as never).catch(() => undefined);
      await gone;
      await app.server.close();
      app = await openBuiltApp({ query: RECORDING_QUERY, profile, port, keepsItself: true });
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
    await record(app.page, 5000);
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
