import {
  AudioSampleSink,
  AudioSampleSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type AudioCodec,
  type InputAudioTrack,
  type Output,
} from 'mediabunny';
import type { SoundFormat } from '../../src/shared/recording.ts';
import type { SoundFate } from '../../src/shared/restyle.ts';
import { soundQuality } from '../recorder/choose-codecs.ts';

/** What plays out of an MP4 everywhere, or nearly so, and need not be encoded once more. */
const COPIED: readonly AudioCodec[] = ['aac', 'opus', 'mp3', 'flac'];

/** Whether a file's sound can be copied as it is; `held` is what the clip's container can hold. */
export async function canCopySound(track: InputAudioTrack, held: readonly AudioCodec[]): Promise<boolean> {
  const codec = await track.getCodec();
  return (
    codec !== null &&
    COPIED.includes(codec) &&
    held.includes(codec) &&
    (await track.getDecoderConfig()) !== null
  );
}

/** A piece of sound that knows where it belongs, and how it is written. */
interface Piece {
  atSeconds: number;
  lastsSeconds: number;
  write(): Promise<void>;
}

/**
 * The file's own sound, written beside the painted pictures as far as they have come: a fragment of the clip is complete
 * only when every track has something for it.
 */
export class OwnSound {
  readonly fate: SoundFate;
  /** '' without sound. */
  readonly codec: string;
  readonly #pieces: AsyncGenerator<Piece, void, unknown>;
  readonly #close: () => void;
  #waiting: Piece | null = null;
  #isOver = false;
  #endSeconds = 0;

  private constructor(
    fate: SoundFate,
    codec: string,
    pieces: AsyncGenerator<Piece, void, unknown>,
    close: () => void,
  ) {
    this.fate = fate;
    this.codec = codec;
    this.#pieces = pieces;
    this.#close = close;
  }

  /** Packet by packet, untouched but for the shift. `originSeconds` of the file is zero in the clip. */
  static async copied(output: Output, track: InputAudioTrack, originSeconds: number): Promise<OwnSound> {
    const codec = (await track.getCodec())!;
    const source = new EncodedAudioPacketSource(codec);
    output.addAudioTrack(source);
    const decoderConfig = (await track.getDecoderConfig())!;
    return new OwnSound('copied', codec, copyPieces(track, source, decoderConfig, originSeconds), () =>
      source.close(),
    );
  }

  /** Decoded and encoded anew. */
  static encoded(
    output: Output,
    track: InputAudioTrack,
    codec: 'aac' | 'opus',
    format: SoundFormat,
    originSeconds: number,
  ): OwnSound {
    const transform = { numberOfChannels: format.channels, sampleRate: format.sampleRate };
    const source = new AudioSampleSource({ codec, quality: soundQuality(format.channels), transform });
    output.addAudioTrack(source);
    return new OwnSound('encoded', codec, encodePieces(track, source, originSeconds), () => source.close());
  }

  /** Where what is written ends, seconds of the clip. */
  get endSeconds(): number {
    return this.#endSeconds;
  }

  /** Writes all sound that begins before `seconds` of the clip. Sound that cannot be read ends there. */
  async writeUntil(seconds: number): Promise<void> {
    while (!this.#isOver) {
      try {
        this.#waiting ??= (await this.#pieces.next()).value ?? null;
      } catch (error) {
        console.warn('The sound of this file ends early', error);
        this.#waiting = null;
      }
      if (!this.#waiting) return this.finish();
      if (this.#waiting.atSeconds >= seconds) return;
      await this.#waiting.write();
      this.#endSeconds = this.#waiting.atSeconds + this.#waiting.lastsSeconds;
      this.#waiting = null;
    }
  }

  /** No more sound. May be called twice. */
  finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#close();
    this.#pieces.return().catch(() => undefined);
  }
}

async function* copyPieces(
  track: InputAudioTrack,
  source: EncodedAudioPacketSource,
  decoderConfig: AudioDecoderConfig,
  originSeconds: number,
): AsyncGenerator<Piece, void, unknown> {
  let meta: EncodedAudioChunkMetadata | undefined = { decoderConfig };
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const atSeconds = packet.timestamp - originSeconds;
    // What lies before zero only warms a decoder up.
    if (atSeconds < 0) continue;
    yield {
      atSeconds,
      lastsSeconds: packet.duration,
      write: async () => {
        await source.add(packet.clone({ timestamp: atSeconds }), meta);
        meta = undefined;
      },
    };
  }
}

async function* encodePieces(
  track: InputAudioTrack,
  source: AudioSampleSource,
  originSeconds: number,
): AsyncGenerator<Piece, void, unknown> {
  for await (const sample of new AudioSampleSink(track).samples()) {
    const atSeconds = sample.timestamp - originSeconds;
    if (atSeconds < 0) {
      sample.close();
      continue;
    }
    let isWritten = false;
    try {
      yield {
        atSeconds,
        lastsSeconds: sample.duration,
        write: async () => {
          isWritten = true;
          sample.setTimestamp(atSeconds);
          await source.add(sample).finally(() => sample.close());
        },
      };
    } finally {
      if (!isWritten) sample.close();
    }
  }
}
