import { afterEach, describe, expect, test } from 'vitest';
import { type BuiltApp, openBuiltApp, waitForData } from '../helpers/built-app.ts';
import { openClip } from '../helpers/open-clip.ts';
import {
  act,
  clipBytes,
  clipView,
  ffprobe,
  playClip,
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
