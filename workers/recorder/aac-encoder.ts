import { CustomAudioEncoder, EncodedPacket, registerEncoder, type AudioSample } from 'mediabunny';
import type { AacModule } from 'virtual:aac-module';
import { AppError } from '../../src/shared/errors.ts';
import { inTime } from './in-time.ts';

/** A recording does not wait longer than this for it. */
const LOADED_WITHIN_MS = 3000;
const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
];

let module: AacModule | null = null;

/**
 * Fetches the AAC encoder in WebAssembly (¼ MB) and lets mediabunny use it. Resolves false where that fails or takes too
 * long, or for a sample rate that it has not; later calls try again. Only for browsers without an encoder of their own: this one would be taken before it.
 */
export async function loadAacEncoder(sampleRate: number): Promise<boolean> {
  if (!SAMPLE_RATES.includes(sampleRate)) return false;
  if (module) return true;
  try {
    const { default: createModule } = await inTime(import('virtual:aac-module'), LOADED_WITHIN_MS);
    module = await inTime(createModule(), LOADED_WITHIN_MS);
    registerEncoder(AacEncoder);
    return true;
  } catch (error) {
    console.warn('The AAC encoder could not be loaded', error);
    return false;
  }
}

/** Encodes on this thread: a second of sound takes it a few milliseconds. */
class AacEncoder extends CustomAudioEncoder {
  #encoder = 0;
  #frames = 0;
  /** Interleaved samples that do not fill a packet yet. */
  #pending = new Float32Array(0);
  #pendingFrames = 0;
  /** Of the next samples to be sent, counted in samples; NaN before the first. */
  #pts = Number.NaN;
  /** What came before is the encoder's run-up, which is left out. */
  #firstPts = 0;
  #metadata: EncodedAudioChunkMetadata | undefined;

  static override supports(codec: string, config: AudioEncoderConfig): boolean {
    return codec === 'aac' && config.numberOfChannels <= 2 && SAMPLE_RATES.includes(config.sampleRate);
  }

  init(): void {
    const { numberOfChannels, sampleRate, bitrate } = this.config;
    this.#encoder = loaded()._init_encoder(numberOfChannels, sampleRate, bitrate ?? 128_000);
    if (this.#encoder === 0) throw new AppError('recording-failed', 'The AAC encoder takes no such sound');
    this.#frames = loaded()._get_encoder_frame_size(this.#encoder);
    this.#pending = new Float32Array(this.#frames * numberOfChannels);
    const at = loaded()._get_encoder_extradata(this.#encoder);
    const description = loaded().HEAPU8.slice(at, at + loaded()._get_encoder_extradata_size(this.#encoder));
    this.#metadata = { decoderConfig: { codec: 'mp4a.40.2', numberOfChannels, sampleRate, description } };
  }

  encode(sample: AudioSample): void {
    const channels = this.config.numberOfChannels;
    if (Number.isNaN(this.#pts)) {
      this.#firstPts = this.#pts = Math.round(sample.timestamp * this.config.sampleRate);
    }
    const samples = new Float32Array(sample.numberOfFrames * channels);
    sample.copyTo(samples, { format: 'f32', planeIndex: 0 });
    for (let at = 0; at < sample.numberOfFrames;) {
      const taken = Math.min(this.#frames - this.#pendingFrames, sample.numberOfFrames - at);
      this.#pending.set(
        samples.subarray(at * channels, (at + taken) * channels),
        this.#pendingFrames * channels,
      );
      this.#pendingFrames += taken;
      at += taken;
      if (this.#pendingFrames === this.#frames) this.#send();
    }
  }

  flush(): void {
    if (this.#pendingFrames > 0) {
      this.#pending.fill(0, this.#pendingFrames * this.config.numberOfChannels);
      this.#send();
    }
    loaded()._flush_encoder_start(this.#encoder);
    this.#receive();
    loaded()._reset_encoder(this.#encoder);
    this.#pts = Number.NaN;
  }

  close(): void {
    if (this.#encoder !== 0) loaded()._close_encoder(this.#encoder);
    this.#encoder = 0;
  }

  #send(): void {
    const to = loaded()._get_encode_input_ptr(this.#encoder, this.#pending.byteLength);
    if (to === 0) throw new AppError('recording-failed', 'The AAC encoder has no memory');
    loaded().HEAPU8.set(new Uint8Array(this.#pending.buffer), to);
    const result = loaded()._send_frame(this.#encoder, BigInt(this.#pts));
    if (result < 0) throw new AppError('recording-failed', `The AAC encoder failed with ${result}`);
    this.#pts += this.#frames;
    this.#pendingFrames = 0;
    this.#receive();
  }

  #receive(): void {
    for (let bytes; (bytes = loaded()._receive_packet(this.#encoder)) > 0;) {
      const at = loaded()._get_encoded_data(this.#encoder);
      const data = loaded().HEAPU8.slice(at, at + bytes);
      const pts = Number(loaded()._get_encoded_pts(this.#encoder));
      if (pts < this.#firstPts) continue;
      const { sampleRate } = this.config;
      const duration = loaded()._get_encoded_duration(this.#encoder) / sampleRate;
      this.onPacket(new EncodedPacket(data, 'key', pts / sampleRate, duration), this.#metadata);
      this.#metadata = undefined;
    }
  }
}

function loaded(): AacModule {
  if (!module) throw new AppError('internal', 'The AAC encoder is not loaded');
  return module;
}
