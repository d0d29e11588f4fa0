import { ClipJournal } from '../clips/clip-journal.ts';
import type { ClipShelf } from '../clips/clip-shelf.ts';
import type { Microphone } from '../clips/microphone.ts';
import { hasVideoEncoder, type ClipRecorder } from '../clips/clip-recorder.ts';
import { mendClip } from '../clips/mend-clip.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist } from '../clips/storage-space.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { FinishedTake, RecorderMessage, TakeFormat } from '../shared/recording.ts';
import { makeRecorder } from './make-recorder.ts';
import { RecordingCountdown } from './recording-countdown.ts';
import { RecordingEntries, type Repair } from './recording-entries.ts';
import { optionsOfTake } from './recording-options.ts';
import { cameraTakeEnded, ENCODER_RESTARTED, ENDED, refusal } from './recording-sentences.ts';
import { RecordingShelf } from './recording-shelf.ts';
import { RecordingTap } from './recording-tap.ts';
import { SoundDesk } from './sound-desk.ts';
import type { RecordingView } from './studio-view.ts';
import type { Studio } from './studio.ts';

/** One recording at a time, from the lock to the shelf. Painters may come and go below it. */
export class RecordingDesk {
  readonly sound: SoundDesk;
  readonly shelf: ClipShelf;
  readonly #studio: Studio;
  readonly #shown: RecordingShelf;
  readonly #countdown = new RecordingCountdown();
  readonly #entries: RecordingEntries;
  readonly #tap: RecordingTap;
  readonly #repair: Repair = (fileName) => mendClip(fileName, (name) => this.#recorder.repair(name));
  #client: ClipRecorder | null = null;
  #unlock: (() => void) | null = null;
  /** Of the take being recorded. */
  #format: TakeFormat | null = null;
  /** How long the take may be, ms. */
  #stopAtMs = Number.POSITIVE_INFINITY;
  #linkIsDone = false;
  #stopIsWanted = false;
  /** The recorder died and its clip is being mended; calls that it never answered end here too. */
  #isMending = false;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.sound = new SoundDesk(studio, this);
    const journal = new ClipJournal();
    this.#shown = new RecordingShelf(studio, journal);
    this.shelf = this.#shown.clips;
    this.#entries = new RecordingEntries(journal, this.shelf);
    this.#tap = new RecordingTap(studio);
  }

  /** Shows the shelf and mends what was being recorded when a tab or the browser died. */
  open(): Promise<void> {
    this.#show({ isSimple: !hasVideoEncoder() });
    return this.#shown.open(this.#repair);
  }

  /** Counts down where that is wished for, then records from the next picture on. */
  async start(countdownSeconds = this.#studio.view.recording.countdownSeconds): Promise<void> {
    if (this.#state !== 'off' || !this.#isPainting) return;
    this.#show({ state: 'starting', elapsedMs: 0, bytes: 0, droppedFrames: 0 });
    this.#stopIsWanted = false;
    const isOver = await this.#countdown.run(countdownSeconds, (left) => this.#show({ countdown: left }));
    this.#show({ countdown: null });
    if (!isOver || !this.#isPainting) return this.#show({ state: 'off' });
    try {
      this.#unlock = await lockRecording();
      if (!this.#unlock) throw new AppError('recording-elsewhere', 'Another tab holds the recording lock');
      await this.#begin();
      this.#show({ state: 'on' });
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = asAppError(error, isFull ? 'storage-full' : 'recording-failed');
      if (!this.#isMending) await this.#giveUp(reason);
    }
    if (this.#stopIsWanted) await this.stop();
  }

  /** Resolves when the clip is on the shelf. While it is counted down, nothing is recorded. */
  async stop(): Promise<void> {
    if (this.#studio.view.recording.countdown !== null) return this.#countdown.cancel();
    if (this.#state === 'starting') this.#stopIsWanted = true;
    if (this.#state !== 'on' && this.#state !== 'paused') return;
    this.#show({ state: 'saving' });
    this.#tap.close();
    try {
      await this.#keep(await this.#recorder.stop());
    } catch (error) {
      if (!this.#isMending) await this.#giveUp(asAppError(error, 'recording-failed'));
    }
  }

  pause(): void {
    if (this.#state !== 'on') return;
    this.#show({ state: 'paused' });
    this.#recorder.pause().catch(() => undefined);
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#show({ state: 'on' });
    this.#recorder.resume().catch(() => undefined);
  }

  /** Another painter goes on, or the source was closed. */
  painterChanged(): void {
    if (this.#state === 'off' || this.#state === 'saving') return;
    const { client } = this.#studio.host;
    if (!client) {
      if (this.#studio.view.state.name === 'idle') void this.stop();
      return;
    }
    if (client === this.#tap.painter || this.#studio.view.recording.countdown !== null) return;
    // Rejects with the recorder or the painter, whose end is reported elsewhere.
    this.#tap
      .open(client, this.#hasCameraTake, (pictures) => this.#recorder.attachPictures(pictures))
      .catch(() => undefined);
  }

  /** Another microphone, or none, while a clip with sound is recorded. */
  soundChanged(microphone: Microphone | null): void {
    if (this.#state !== 'on' && this.#state !== 'paused') return;
    if (!this.#hasSoundTrack) {
      if (microphone) {
        this.#studio.notices.show({ tone: 'info', text: 'Sound is recorded from the next clip on.' });
      }
      return;
    }
    const attach = async (): Promise<void> =>
      this.#recorder.attachSound((await microphone?.createInput()) ?? null);
    attach().catch((error: unknown) => console.warn('The sound could not be changed', error));
  }

  /** `?record=<seconds>`: once, from the first painted picture, without a countdown. */
  recordFromLink(): void {
    const { record } = this.#studio.link;
    if (record === null || this.#linkIsDone) return;
    this.#linkIsDone = true;
    this.#stopAtMs = record * 1000;
    void this.start(0);
  }

  /** A clip's file under the name to save it by. Rejects with `clip-unreadable`. */
  file(id: string): Promise<File> {
    return this.#shown.file(id);
  }

  /** Measures the room for clips anew. */
  showSpace(): Promise<void> {
    return this.#shown.showSpace();
  }

  get #state(): RecordingView['state'] {
    return this.#studio.view.recording.state;
  }

  get #isPainting(): boolean {
    return this.#studio.view.state.name === 'painting';
  }

  get #hasSoundTrack(): boolean {
    return this.#format !== null && this.#format.painted.audioCodec !== '';
  }

  get #hasCameraTake(): boolean {
    return this.#format !== null && this.#format.camera !== null;
  }

  get #recorder(): ClipRecorder {
    return (this.#client ??= makeRecorder(
      {
        picture: () => this.#studio.session.stage?.shownCanvas() ?? null,
        sound: () => this.sound.microphone?.stream ?? null,
      },
      (message) => this.#receive(message),
      (error) => void this.#died(error),
    ));
  }

  async #begin(): Promise<void> {
    const painter = this.#studio.host.client;
    if (!painter) throw new AppError('recording-failed', 'Nothing is painted');
    const options = optionsOfTake(this.#studio.view, this.sound.microphone?.format ?? null);
    await this.#entries.open(options, this.#studio.view.mirror);
    const input = (await this.sound.microphone?.createInput()) ?? null;
    let started: Promise<TakeFormat> | null = null;
    await this.#tap.open(painter, options.cameraTakeId !== null, async (pictures) => {
      started = this.#recorder.start(options, pictures, input);
    });
    this.#format = await started!;
    await this.#entries.describe(this.#format);
  }

  #receive(message: RecorderMessage): void {
    switch (message.type) {
      case 'progress': {
        const { elapsedMs, bytes, droppedFrames } = message;
        const { sound } = this.#studio.view.recording;
        const heard = message.sound === 'silent' ? 'silent' : 'on';
        const isShown = this.#hasSoundTrack && (sound === 'on' || sound === 'silent');
        this.#show({ elapsedMs, bytes, droppedFrames, ...(isShown ? { sound: heard } : {}) });
        if (elapsedMs >= this.#stopAtMs) void this.stop();
        return;
      }
      case 'poster':
        this.#entries.poster(message.of, message.poster).catch(() => undefined);
        return;
      case 'encoder-restarted':
        this.#studio.notices.show({ tone: 'warning', text: ENCODER_RESTARTED });
        return;
      case 'camera-ended':
        this.#warn(cameraTakeEnded(message.code), message.message);
        return;
      case 'ended':
        void this.#ended(message);
    }
  }

  async #ended({ reason, code, message, take }: RecorderMessage & { type: 'ended' }): Promise<void> {
    this.#show({ state: 'saving' });
    this.#tap.close();
    if (!take) return this.#giveUp(new AppError(code, message));
    const leftMs = this.#stopAtMs - take.painted.durationMs;
    await this.#keep(take);
    this.#warn(ENDED[reason], message);
    if (reason !== 'encoder-changed') return;
    this.#stopAtMs = leftMs;
    await this.start(0);
  }

  /** The recorder's worker died: a fresh one makes whole what is on disk. */
  async #died(error: AppError): Promise<void> {
    this.#client = null;
    if (!this.#entries.isOpen) return;
    this.#isMending = true;
    this.#show({ state: 'saving' });
    this.#tap.close();
    const isKept = await this.#entries.recover(this.#repair);
    this.#isMending = false;
    if (!isKept) return this.#giveUp(error);
    this.#warn(ENDED.failed, error.message);
    await this.#close();
  }

  async #keep(take: FinishedTake): Promise<void> {
    // A full disk may refuse even this; then the files are taken in on the next visit.
    await this.#entries
      .keep(take)
      .catch((error: unknown) => console.warn('The clip could not be listed', error));
    const isFirst = this.shelf.list.length === 0;
    await this.#close();
    if (isFirst) await askToPersist();
    await this.showSpace();
  }

  /** There is nothing to keep of the painted clip. */
  async #giveUp(error: AppError): Promise<void> {
    this.#tap.close();
    await this.#entries.giveUp(this.#repair);
    await this.#close();
    this.#studio.notices.show({
      tone: 'error',
      text: refusal(error.code),
      details: error.message,
      lastsMs: 10_000,
    });
  }

  async #close(): Promise<void> {
    this.#entries.close();
    this.#format = null;
    this.#stopAtMs = Number.POSITIVE_INFINITY;
    await this.shelf.refresh().catch(() => undefined);
    this.#unlock?.();
    this.#unlock = null;
    const sound = this.sound.microphone ? 'on' : 'off';
    this.#show({ state: 'off', sound });
  }

  #warn(text: string, details: string): void {
    this.#studio.notices.show({ tone: 'warning', text, details, lastsMs: 0 });
  }

  #show(change: Partial<RecordingView>): void {
    this.#studio.update({ recording: { ...this.#studio.view.recording, ...change } });
  }
}
