import { listMicrophones, openMicrophone, type Microphone } from '../clips/microphone.ts';
import { asAppError, type AppErrorCode } from '../shared/errors.ts';
import { microphoneLost } from './recording-sentences.ts';
import type { RecordingView } from './studio-view.ts';
import type { Studio } from './studio.ts';

/** What a recording is told of its sound. */
export interface SoundListener {
  /** Another microphone is open, or none. */
  soundChanged(microphone: Microphone | null): void;
}

/** The microphone: opened when sound is switched on, never before, and let go when it is switched off. */
export class SoundDesk {
  microphone: Microphone | null = null;
  readonly #studio: Studio;
  readonly #listener: SoundListener;
  /** The newest wish; microphones that open for an older one are let go. */
  #turn = 0;

  constructor(studio: Studio, listener: SoundListener) {
    this.#studio = studio;
    this.#listener = listener;
  }

  async switch(isOn: boolean, deviceId?: string): Promise<void> {
    const turn = ++this.#turn;
    if (!isOn) return this.#use(null);
    this.#show({ sound: 'asking' });
    try {
      const microphone = await openMicrophone(deviceId);
      if (turn !== this.#turn) return microphone.stop();
      microphone.onEnded(() => this.#lost(microphone));
      this.#use(microphone);
      this.#show({ microphones: await listMicrophones() });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#use(null);
      const { code, message } = asAppError(error);
      this.#studio.notices.show({ tone: 'warning', text: sentence(code), details: message });
    }
  }

  level(): number {
    return this.microphone?.level() ?? 0;
  }

  #use(microphone: Microphone | null): void {
    this.microphone?.stop();
    this.microphone = microphone;
    this.#show({ sound: microphone ? 'on' : 'off', microphoneId: microphone?.deviceId ?? null });
    this.#listener.soundChanged(microphone);
  }

  #lost(microphone: Microphone): void {
    if (microphone !== this.microphone) return;
    this.#use(null);
    const isRecording = this.#studio.view.recording.state !== 'off';
    this.#studio.notices.show({ tone: 'warning', text: microphoneLost(isRecording) });
  }

  #show(change: Partial<RecordingView>): void {
    this.#studio.update({ recording: { ...this.#studio.view.recording, ...change } });
  }
}

function sentence(code: AppErrorCode): string {
  return code === 'microphone-denied'
    ? 'The microphone is blocked for this page. Clips are recorded without sound.'
    : 'No microphone could be opened. Clips are recorded without sound.';
}
