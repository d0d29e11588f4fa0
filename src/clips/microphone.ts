import { AppError } from '../shared/errors.ts';
import type { SoundFormat, SoundInput } from '../shared/recording.ts';
import { openSoundPort, type SoundPort } from './sound-port.ts';

/** A microphone that can be chosen. */
export interface MicrophoneChoice {
  deviceId: string;
  label: string;
}

/** An open microphone. Whoever opened it stops it. */
export interface Microphone {
  readonly deviceId: string;
  readonly format: SoundFormat;
  /** As the browser gave it. */
  readonly stream: MediaStream;
  /** Loudness right now, 0..1; for a meter that reads it with every picture of the screen. */
  level(): number;
  /**
   * Its sound for the recorder, to be transferred; a fresh one for every recording, with which the last one may end. By
   * the processor where the page has one (Chromium), else by an AudioWorklet. Rejects with `microphone-unusable`.
   */
  createInput(): Promise<SoundInput>;
  /** Calls back once when it is unplugged or taken away, not after `stop`. */
  onEnded(callback: () => void): void;
  /** May be called twice. */
  stop(): void;
}

/**
 * Opens a microphone, which may ask the user: only ever call it when sound was switched on.
 *
 * What cleans speech up for calls is off where it would eat music. Rejects with `microphone-denied`,
 * `microphone-unusable`.
 */
export async function openMicrophone(deviceId?: string): Promise<Microphone> {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new AppError('microphone-unusable', 'This browser gives web pages no microphone');
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: false,
      audio: {
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: true,
        ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
      },
    });
    return new OpenMicrophone(stream);
  } catch (error) {
    const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new AppError(isDenied ? 'microphone-denied' : 'microphone-unusable', message, { cause: error });
  }
}

/** Every microphone; labels are empty until one was allowed. Empty where the list cannot be had. */
export async function listMicrophones(): Promise<MicrophoneChoice[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter((device) => device.kind === 'audioinput' && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  } catch {
    return [];
  }
}

class OpenMicrophone implements Microphone {
  readonly deviceId: string;
  readonly format: SoundFormat;
  readonly stream: MediaStream;
  readonly #track: MediaStreamAudioTrack;
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #listening = new AbortController();
  #soundPort: SoundPort | null = null;

  constructor(stream: MediaStream) {
    const track = stream.getAudioTracks()[0];
    if (!track) throw new AppError('microphone-unusable', 'The microphone has no sound');
    this.stream = stream;
    this.#track = track;
    this.#context = new AudioContext({ latencyHint: 'interactive' });
    this.#analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    const { deviceId, sampleRate, channelCount } = track.getSettings();
    this.deviceId = deviceId ?? '';
    this.format = {
      sampleRate: sampleRate ?? this.#context.sampleRate,
      channels: Math.min(2, channelCount ?? 1),
    };
  }

  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let peak = 0;
    for (const sample of this.#samples) peak = Math.max(peak, Math.abs(sample));
    return Math.min(1, peak);
  }

  async createInput(): Promise<SoundInput> {
    if (typeof MediaStreamTrackProcessor === 'function') {
      return { kind: 'stream', readable: new MediaStreamTrackProcessor({ track: this.#track }).readable };
    }
    this.#soundPort?.close();
    this.#soundPort = await openSoundPort(this.#context, this.stream);
    return { kind: 'port', port: this.#soundPort.port };
  }

  onEnded(callback: () => void): void {
    this.#track.addEventListener('ended', callback, { once: true, signal: this.#listening.signal });
  }

  stop(): void {
    this.#listening.abort();
    this.#soundPort?.close();
    for (const track of this.stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}
