import { afterEach, describe, expect, test } from 'vitest';
import {
  type BuiltApp,
  openBuiltApp,
  setHidden,
  waitForData,
  waitForPaintedFrames,
} from '../helpers/built-app.ts';
import { expectRising } from '../helpers/expect-rising.ts';
import { openClip } from '../helpers/open-clip.ts';
import {
  act,
  clipBytes,
  clipView,
  ffprobe,
  openToRecord,
  playClip,
  record,
  RECORDING_QUERY,
  waitForElapsed,
  waitForNotice,
} from '../helpers/recording-page.ts';

let app: BuiltApp;

afterEach(() => app.close());

describe('recording', () => {
  test('by link puts one clip on the shelf, once', async () => {
    app = await openToRecord(`${RECORDING_QUERY}&record=2`);
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
    app = await openToRecord();
    await act(app.page, 'setSound', true);
    await record(app.page, 4000);
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
    app = await openToRecord();
    await record(app.page, 1500);
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

  test('in one tab keeps another one from recording, which sees the clip afterwards', async () => {
    app = await openToRecord();
    await record(app.page, 500);
    const other = await app.context.newPage();
    await other.goto(`${app.url}${RECORDING_QUERY}`);
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
    app = await openBuiltApp({
      query: RECORDING_QUERY,
      prepare: (context) => context.clock.install(),
    });
    const { page } = app;
    await waitForData(page, 'state', 'painting');
    await record(page, 500);
    await setHidden(page, true);
    const { elapsedMs } = (await clipView(page)).recording;
    // A tab that does not record rests after ten seconds.
    await page.clock.fastForward(11_000);
    await waitForPaintedFrames(page, 10);
    expect(await page.evaluate(() => document.documentElement.dataset['state'])).toBe('painting');
    await act(page, 'stopRecording');
    const [clip] = (await clipView(page)).clips;
    const facts = await openClip(new Blob([new Uint8Array(await clipBytes(page, clip!.id))]));
    const late = facts.videoStamps.filter((stamp) => stamp * 1000 > elapsedMs);
    expect(late.length).toBeGreaterThan(8);
  });
});

describe('a full disk', () => {
  test('stops the recording with a whole clip, and says so', async () => {
    app = await openToRecord('?camera=auto&engine=ort-wasm&size=256x144', true);
    await act(app.page, 'setClipQuality', 'best');
    // Until then the app itself takes space.
    await waitForData(app.page, 'offline', 'ready');
    // Chromium hides the true quota from the page, so it is found by running into it.
    const limit = async (quotaSize: number): Promise<void> => {
      const session = await app.context.newCDPSession(app.page);
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.url).origin, quotaSize });
    };
    const used = await app.page.evaluate(async () => (await navigator.storage.estimate()).usage!);
    await limit(used + 1_500_000);
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
    app = await openToRecord(`${RECORDING_QUERY}&record=1`);
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
