import { transfer } from 'comlink';
import { savedName } from '../clips/clip-files.ts';
import { ClipJournal, newEntry, type ClipEntry } from '../clips/clip-journal.ts';
import { ClipShelf } from '../clips/clip-shelf.ts';
import type { Microphone } from '../clips/microphone.ts';
import { RecorderClient } from '../clips/recorder-client.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist, measureSpace } from '../clips/storage-space.ts';
import type { PainterClient } from '../painter-client/painter-client.ts';
import { AppError, asAppError, type AppErrorCode } from '../shared/errors.ts';
import type { FinishedClip, RecorderMessage, RecordingOptions } from '../shared/recording.ts';
import { ClipViews } from './clip-views.ts';
import { SoundDesk } from './sound-desk.ts';
import type { RecordingView } from './studio-view.ts';
import type { Studio } from './studio.ts';

const SENTENCES: Partial<Record<AppErrorCode, string>> = {
  'recording-unsupported': 'This browser cannot record clips. Painting goes on.',
  'recording-elsewhere': 'Another tab is recording. Stop it there first; clips play here meanwhile.',
  'storage-full': 'There is no room for a clip on this device. Delete clips or free some space.',
};
const STORAGE_ENDED = 'The storage is full, so the recording was stopped. The clip is whole.';
const CUT_SHORT = 'The recorder stopped unexpectedly. The clip is kept up to there.';
const NOTHING_KEPT = 'The recording failed and nothing of it could be kept.';

/** One recording at a time, from the lock to the shelf. Painters may come and go below it. */
export class RecordingDesk {
  readonly sound: SoundDesk;
  readonly shelf: ClipShelf;
  readonly #studio: Studio;
  readonly #journal = new ClipJournal();
  readonly #views = new ClipViews();
  #client: RecorderClient | null = null;
  #unlock: (() => void) | null = null;
  /** The clip being recorded. */
  #id: string | null = null;
  #hasSoundTrack = false;
  #tapped: PainterClient | null = null;
  #stopAtMs = Number.POSITIVE_INFINITY;
  #linkIsDone = false;
  #stopIsWanted = false;
  /** The recorder died and its clip is being mended; calls that it never answered end here too. */
  #isMending = false;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.sound = new SoundDesk(studio, this);
    this.shelf = new ClipShelf(this.#journal, () => this.#showClips());
  }

  /** Shows the shelf and mends what was being recorded when a tab or the browser died. */
  async open(): Promise<void> {
    try {
      const recovered = await this.shelf.open((fileName) => this.#recorder.repair(fileName));
      if (recovered.length > 0) {
        const what = recovered.length === 1 ? 'A clip was' : `${recovered.length} clips were`;
        this.#studio.notices.show({ tone: 'info', text: `${what} recovered from a recording cut short.` });
      }
    } catch (error) {
      // Some private windows have no storage: everything but clips works.
      console.warn('Clips cannot be kept here', error);
    }
    await this.showSpace();
  }

  async start(): Promise<void> {
    if (this.#state !== 'off' || this.#studio.view.state.name !== 'painting') return;
    this.#show({ state: 'starting', elapsedMs: 0, bytes: 0, droppedFrames: 0 });
    this.#stopIsWanted = false;
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

  /** Resolves when the clip is on the shelf. */
  async stop(): Promise<void> {
    if (this.#state === 'starting') this.#stopIsWanted = true;
    if (this.#state !== 'on' && this.#state !== 'paused') return;
    this.#show({ state: 'saving' });
    this.#untap();
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
    if (client === this.#tapped) return;
    // Rejects with the recorder or the painter, whose end is reported elsewhere.
    this.#tap(client, (port) => this.#recorder.attachPictures(port)).catch(() => undefined);
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

  /** `?record=<seconds>`: once, from the first painted picture. */
  recordFromLink(): void {
    const { record } = this.#studio.link;
    if (record === null || this.#linkIsDone) return;
    this.#linkIsDone = true;
    this.#stopAtMs = record * 1000;
    void this.start();
  }

  /** A clip's file under the name to save it by. Rejects with `clip-unreadable`. */
  async file(id: string): Promise<File> {
    const clip = this.shelf.list.find((entry) => entry.id === id);
    if (!clip) throw new AppError('clip-unreadable', 'There is no such clip');
    return new File([await this.shelf.file(id)], savedName(clip), { type: clip.mimeType });
  }

  get #state(): RecordingView['state'] {
    return this.#studio.view.recording.state;
  }

  get #recorder(): RecorderClient {
    return (this.#client ??= new RecorderClient(
      (message) => this.#receive(message),
      (error) => void this.#died(error),
    ));
  }

  async #begin(): Promise<void> {
    const painter = this.#studio.host.client;
    if (!painter) throw new AppError('recording-failed', 'Nothing is painted');
    const options = this.#options();
    this.#id = options.id;
    await this.#journal.put(newEntry(options.id, options.title, options.credit, options.createdAtMs));
    const input = (await this.sound.microphone?.createInput()) ?? null;
    let started: Promise<Partial<ClipEntry>> | null = null;
    await this.#tap(painter, async (port) => {
      started = this.#recorder.start(options, port, input);
    });
    const format = await started!;
    this.#hasSoundTrack = format.audioCodec !== '';
    await this.#journal.change(options.id, format);
  }

  #options(): RecordingOptions {
    const { paintings, paintingId, recording } = this.#studio.view;
    const painting = paintings.find((entry) => entry.id === paintingId);
    const isOwn = painting?.kind === 'own';
    return {
      id: crypto.randomUUID(),
      quality: recording.quality,
      title: painting?.title ?? 'Clip',
      credit:
        !painting || isOwn ? '' : [painting.title, painting.artist, painting.year].filter(Boolean).join(', '),
      createdAtMs: Date.now(),
      sound: this.sound.microphone?.format ?? null,
    };
  }

  async #tap(painter: PainterClient, give: (port: MessagePort) => Promise<void>): Promise<void> {
    this.#tapped = painter;
    const { port1, port2 } = new MessageChannel();
    await give(port2);
    await painter.api.tapPictures(transfer(port1, [port1]));
  }

  #untap(): void {
    this.#tapped = null;
    this.#studio.session.tell((client) => client.api.tapPictures(null));
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
        if (this.#id) this.#journal.change(this.#id, { poster: message.poster }).catch(() => undefined);
        return;
      case 'ended':
        void this.#ended(message);
    }
  }

  async #ended(message: RecorderMessage & { type: 'ended' }): Promise<void> {
    this.#show({ state: 'saving' });
    this.#untap();
    if (!message.clip) return this.#giveUp(new AppError(message.code, message.message));
    await this.#keep(message.clip);
    const text = message.reason === 'storage-full' ? STORAGE_ENDED : CUT_SHORT;
    this.#studio.notices.show({ tone: 'warning', text, details: message.message, lastsMs: 0 });
  }

  /** The recorder's worker died: a fresh one makes whole what is on disk. */
  async #died(error: AppError): Promise<void> {
    this.#client = null;
    const id = this.#id;
    if (!id) return;
    this.#isMending = true;
    this.#show({ state: 'saving' });
    this.#untap();
    const isKept = await this.shelf
      .recover(id, (fileName) => this.#recorder.repair(fileName))
      .catch(() => false);
    this.#isMending = false;
    if (!isKept) return this.#giveUp(error);
    this.#studio.notices.show({ tone: 'warning', text: CUT_SHORT, details: error.message, lastsMs: 0 });
    await this.#close();
  }

  async #keep(clip: FinishedClip): Promise<void> {
    const id = this.#id;
    if (id) {
      // A full disk may refuse even this; then the file is taken in on the next visit.
      await this.#journal
        .change(id, { ...clip, state: 'finished' })
        .catch((error: unknown) => console.warn('The clip could not be listed', error));
    }
    const isFirst = this.shelf.list.length === 0;
    await this.#close();
    if (isFirst) await askToPersist();
    await this.showSpace();
  }

  /** There is nothing to keep. */
  async #giveUp(error: AppError): Promise<void> {
    this.#untap();
    const id = this.#id;
    if (id) await this.#journal.remove(id).catch(() => undefined);
    await this.#close();
    this.#studio.notices.show({
      tone: 'error',
      text: SENTENCES[error.code] ?? NOTHING_KEPT,
      details: error.message,
      lastsMs: 10_000,
    });
  }

  async #close(): Promise<void> {
    this.#id = null;
    this.#hasSoundTrack = false;
    this.#stopAtMs = Number.POSITIVE_INFINITY;
    await this.shelf.refresh().catch(() => undefined);
    this.#unlock?.();
    this.#unlock = null;
    const sound = this.sound.microphone ? 'on' : 'off';
    this.#show({ state: 'off', sound });
  }

  #show(change: Partial<RecordingView>): void {
    this.#studio.update({ recording: { ...this.#studio.view.recording, ...change } });
  }

  #showClips(): void {
    this.#studio.update({ clips: this.#views.of(this.shelf.list) });
  }

  /** Measures the room for clips anew, after some came or went. */
  async showSpace(): Promise<void> {
    this.#studio.update({ storage: await measureSpace() });
  }
}
