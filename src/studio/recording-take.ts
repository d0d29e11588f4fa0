import type { ClipRecorder } from '../clips/clip-recorder.ts';
import type { Microphone } from '../clips/microphone.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist } from '../clips/storage-space.ts';
import type { PainterClient } from '../painter-client/painter-client.ts';
import { AppError } from '../shared/errors.ts';
import type { FinishedTake, TakeFormat } from '../shared/recording.ts';
import type { RecordingEntries } from './recording-entries.ts';
import { optionsOfTake } from './recording-options.ts';
import { refusal } from './recording-sentences.ts';
import type { RecordingShelf } from './recording-shelf.ts';
import { RecordingTap } from './recording-tap.ts';
import type { SoundDesk } from './sound-desk.ts';
import type { Studio } from './studio.ts';

/**
 * What is being recorded, as the page holds it: the lock that one tab has, the entries in the journal, the ways of
 * pictures and sound to the recorder, and what becomes of it all. Ready for the next take when one is closed.
 */
export class RecordingTake {
  /** How long it may be, ms. */
  stopAtMs = Number.POSITIVE_INFINITY;
  readonly entries: RecordingEntries;
  readonly #studio: Studio;
  readonly #sound: SoundDesk;
  readonly #shelf: RecordingShelf;
  readonly #recorder: () => ClipRecorder;
  readonly #tap: RecordingTap;
  #unlock: (() => void) | null = null;
  #format: TakeFormat | null = null;

  /** `recorder` makes one where there is none yet. */
  constructor(
    studio: Studio,
    sound: SoundDesk,
    shelf: RecordingShelf,
    entries: RecordingEntries,
    recorder: () => ClipRecorder,
  ) {
    this.#studio = studio;
    this.#sound = sound;
    this.#shelf = shelf;
    this.entries = entries;
    this.#recorder = recorder;
    this.#tap = new RecordingTap(studio);
  }

  /** Its clip has sound, be it silence at present. */
  get hasSound(): boolean {
    return this.#format !== null && this.#format.painted.audioCodec !== '';
  }

  /**
   * Resolves when the recorder records. Rejects with `recording-elsewhere` while another tab records, or as the recorder
   * and the storage do; `giveUp` then gives back what was taken.
   */
  async begin(): Promise<void> {
    this.#unlock = await lockRecording();
    if (!this.#unlock) throw new AppError('recording-elsewhere', 'Another tab holds the recording lock');
    const painter = this.#studio.host.client;
    if (!painter) throw new AppError('recording-failed', 'Nothing is painted');
    const options = optionsOfTake(this.#studio.view, this.#sound.microphone?.format ?? null);
    await this.entries.open(options, this.#studio.view.mirror);
    const input = (await this.#sound.microphone?.createInput()) ?? null;
    let started: Promise<TakeFormat> | null = null;
    await this.#tap.open(painter, options.cameraTakeId !== null, async (pictures) => {
      started = this.#recorder().start(options, pictures, input);
    });
    this.#format = await started!;
    await this.entries.describe(this.#format);
  }

  /** Goes on with what `painter` paints. */
  paintedBy(painter: PainterClient): void {
    if (painter === this.#tap.painter) return;
    const hasCamera = this.#format !== null && this.#format.camera !== null;
    // Rejects with the recorder or the painter, whose end is reported elsewhere.
    this.#tap
      .open(painter, hasCamera, (pictures) => this.#recorder().attachPictures(pictures))
      .catch(() => undefined);
  }

  /** Goes on with the sound of another microphone, or with silence. */
  heardBy(microphone: Microphone | null): void {
    if (!this.hasSound) {
      if (microphone) {
        this.#studio.notices.show({ tone: 'info', text: 'Sound is recorded from the next clip on.' });
      }
      return;
    }
    const attach = async (): Promise<void> =>
      this.#recorder().attachSound((await microphone?.createInput()) ?? null);
    attach().catch((error: unknown) => console.warn('The sound could not be changed', error));
  }

  /** The recorder gets no more pictures. */
  untap(): void {
    this.#tap.close();
  }

  /** Puts it on the shelf. */
  async keep(take: FinishedTake): Promise<void> {
    // A full disk may refuse even this; then the files are taken in on the next visit.
    await this.entries
      .keep(take)
      .catch((error: unknown) => console.warn('The clip could not be listed', error));
    const isFirst = this.#shelf.clips.list.length === 0;
    await this.close();
    if (isFirst) await askToPersist();
    await this.#shelf.showSpace();
  }

  /** There is nothing to keep of the painted clip. */
  async giveUp(error: AppError): Promise<void> {
    this.untap();
    await this.entries.giveUp();
    await this.close();
    this.#studio.notices.show({
      tone: 'error',
      text: refusal(error.code),
      details: error.message,
      lastsMs: 10_000,
    });
  }

  /** Gives the lock back and shows that nothing is recorded. */
  async close(): Promise<void> {
    this.entries.close();
    this.#format = null;
    this.stopAtMs = Number.POSITIVE_INFINITY;
    await this.#shelf.clips.refresh().catch(() => undefined);
    this.#unlock?.();
    this.#unlock = null;
    const sound = this.#sound.microphone ? 'on' : 'off';
    this.#studio.update({ recording: { ...this.#studio.view.recording, state: 'off', sound } });
  }
}
