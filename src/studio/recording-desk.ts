import { ClipJournal } from '../clips/clip-journal.ts';
import type { ClipShelf } from '../clips/clip-shelf.ts';
import type { Microphone } from '../clips/microphone.ts';
import { hasVideoEncoder, type ClipRecorder } from '../clips/clip-recorder.ts';
import { mendClip } from '../clips/mend-clip.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { RecorderMessage } from '../shared/recording.ts';
import { makeRecorder } from './make-recorder.ts';
import { RecordingCountdown } from './recording-countdown.ts';
import { RecordingEntries, type Repair } from './recording-entries.ts';
import { cameraTakeEnded, ENCODER_RESTARTED, ENDED } from './recording-sentences.ts';
import { RecordingShelf } from './recording-shelf.ts';
import { RecordingTake } from './recording-take.ts';
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
  readonly #take: RecordingTake;
  readonly #repair: Repair = (fileName) => mendClip(fileName, (name) => this.#recorder.repair(name));
  #client: ClipRecorder | null = null;
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
    const entries = new RecordingEntries(journal, this.shelf, this.#repair);
    this.#take = new RecordingTake(studio, this.sound, this.#shown, entries, () => this.#recorder);
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
      await this.#take.begin();
      this.#show({ state: 'on' });
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = asAppError(error, isFull ? 'storage-full' : 'recording-failed');
      if (!this.#isMending) await this.#take.giveUp(reason);
    }
    if (this.#stopIsWanted) await this.stop();
  }

  /** Resolves when the clip is on the shelf. While it is counted down, nothing is recorded. */
  async stop(): Promise<void> {
    if (this.#studio.view.recording.countdown !== null) return this.#countdown.cancel();
    if (this.#state === 'starting') this.#stopIsWanted = true;
    if (this.#state !== 'on' && this.#state !== 'paused') return;
    this.#show({ state: 'saving' });
    this.#take.untap();
    try {
      await this.#take.keep(await this.#recorder.stop());
    } catch (error) {
      if (!this.#isMending) await this.#take.giveUp(asAppError(error, 'recording-failed'));
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
    if (this.#studio.view.recording.countdown === null) this.#take.paintedBy(client);
  }

  /** Another microphone, or none, while a clip with sound is recorded. */
  soundChanged(microphone: Microphone | null): void {
    if (this.#state === 'on' || this.#state === 'paused') this.#take.heardBy(microphone);
  }

  /** `?record=<seconds>`: once, from the first painted picture, without a countdown. */
  recordFromLink(): void {
    const { record } = this.#studio.link;
    if (record === null || this.#linkIsDone) return;
    this.#linkIsDone = true;
    this.#take.stopAtMs = record * 1000;
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

  #receive(message: RecorderMessage): void {
    switch (message.type) {
      case 'progress': {
        const { elapsedMs, bytes, droppedFrames } = message;
        const { sound } = this.#studio.view.recording;
        const heard = message.sound === 'silent' ? 'silent' : 'on';
        const isShown = this.#take.hasSound && (sound === 'on' || sound === 'silent');
        this.#show({ elapsedMs, bytes, droppedFrames, ...(isShown ? { sound: heard } : {}) });
        if (elapsedMs >= this.#take.stopAtMs) void this.stop();
        return;
      }
      case 'poster':
        this.#take.entries.poster(message.of, message.poster).catch(() => undefined);
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
    this.#take.untap();
    if (!take) return this.#take.giveUp(new AppError(code, message));
    const leftMs = this.#take.stopAtMs - take.painted.durationMs;
    await this.#take.keep(take);
    this.#warn(ENDED[reason], message);
    if (reason !== 'encoder-changed') return;
    this.#take.stopAtMs = leftMs;
    await this.start(0);
  }

  /** The recorder's worker died: a fresh one makes whole what is on disk. */
  async #died(error: AppError): Promise<void> {
    this.#client = null;
    if (!this.#take.entries.isOpen) return;
    this.#isMending = true;
    this.#show({ state: 'saving' });
    this.#take.untap();
    const isKept = await this.#take.entries.recover();
    this.#isMending = false;
    if (!isKept) return this.#take.giveUp(error);
    this.#warn(ENDED.failed, error.message);
    await this.#take.close();
  }

  #warn(text: string, details: string): void {
    this.#studio.notices.show({ tone: 'warning', text, details, lastsMs: 0 });
  }

  #show(change: Partial<RecordingView>): void {
    this.#studio.update({ recording: { ...this.#studio.view.recording, ...change } });
  }
}
