import type { SoundBlock, SoundInput } from '../../src/shared/recording.ts';
import { soundBlock } from './conform-sound.ts';

/**
 * Listens to an input until it ends or the returned function is called. A microphone that vanishes just falls silent:
 * the page knows its track's state.
 */
export function readSound(input: SoundInput, onBlock: (block: SoundBlock) => void): () => void {
  if (input.kind === 'port') {
    input.port.onmessage = ({ data }: MessageEvent<SoundBlock>) => onBlock(data);
    return () => input.port.close();
  }
  const reader = input.readable.getReader();
  void pump(reader, onBlock);
  // Rejects only for a stream that has failed already.
  return () => void reader.cancel().catch(() => undefined);
}

async function pump(
  reader: ReadableStreamDefaultReader<AudioData>,
  onBlock: (block: SoundBlock) => void,
): Promise<void> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      try {
        onBlock(soundBlock(value));
      } finally {
        value.close();
      }
    }
  } catch {
    // A stream that fails has ended.
  }
}
