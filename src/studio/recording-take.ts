import { removeClipFile } from '../clips/clip-files.ts';
import type { ClipRecorder } from '../clips/clip-recorder.ts';
import type { Microphone } from '../clips/microphone.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist } from '../clips/storage-space.ts';
import type { PainterClient } from '../painter-client/painter-client.ts';
import { AppError } from '../shared/errors.ts';
import type { FinishedTake, RecordingOptions, SoundInput, TakeFormat } from '../shared/recording.ts';
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
  /** The recorder takes the camera's pictures too; as wished for until that is known. */
  #hasCamera = false;

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
    const first = this.#sound.microphone;
    const options = optionsOfTake(this.#studio.view, first?.format ?? null);
    await this.entries.open(options, this.#studio.view.mirror);
    // Painter and microphone may change in every wait of this.
    const heard = first && this.#sound.microphone;
    const input = (await heard?.createInput()) ?? null;
    const recorder = this.#recorder();
    this.#format = await this.#start(recorder, options, input);
    this.#hasCamera = this.#format.camera !== null;
    try {
      await this.entries.describe(this.#format);
    } catch (error) {
      await this.#throwAway(recorder, this.#format);
      throw error;
    }
    if (this.#sound.microphone !== heard) this.heardBy(this.#sound.microphone);
  }

  /** Goes on with what `painter` paints. */
  paintedBy(painter: PainterClient): void {
    // Before the first one is tapped there is no recorder to go on.
    if (!this.#tap.painter || painter === this.#tap.painter) return;
    // Rejects with the recorder or the painter, whose end is reported elsewhere.
    this.#tap
      .open(painter, this.#hasCamera, (pictures) => this.#recorder().attachPictures(pictures))
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

  /** Taps the painter and resolves when the recorder has got its first picture. */
  #start(recorder: ClipRecorder, options: RecordingOptions, input: SoundInput | null): Promise<TakeFormat> {
    const painter = this.#studio.host.client;
    if (!painter) throw new AppError('recording-failed', 'Nothing is painted');
    this.#hasCamera = options.cameraTakeId !== null;
    return new Promise((resolve, reject) => {
      let isStarted = false;
      this.#tap
        .open(painter, this.#hasCamera, async (pictures) => {
          recorder.start(options, pictures, input).then(resolve, reject);
          isStarted = true;
        })
        .catch((error: unknown) => {
          // A painter that was closed: the recorder goes on with the next one, or ends for want of pictures.
          if (!isStarted) reject(error as Error);
        });
    });
  }

  /** Ends a recording that nobody will know of, unless it has ended by itself. */
  async #throwAway(recorder: ClipRecorder, format: TakeFormat): Promise<void> {
    if (this.#studio.view.recording.state !== 'starting') return;
    const take = await recorder.stop().catch(() => null);
    for (const clip of [format.painted, format.camera, take?.painted, take?.camera]) {
      if (clip) await removeClipFile(clip.fileName);
    }
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
