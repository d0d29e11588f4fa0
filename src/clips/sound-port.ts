// oxlint-disable-next-line no-restricted-imports -- the URL of a bundled worklet: there is no other way to one
import workletUrl from '../../workers/sound.worklet.ts?worker&url';
import { AppError } from '../shared/errors.ts';

/** Sound on its way out of an AudioWorklet. */
export interface SoundPort {
  /** Where `SoundBlock`s arrive, to be transferred to whoever reads them. */
  readonly port: MessagePort;
  /** No more sound; the worklet ends. May be called twice. */
  close(): void;
}

/**
 * A stream's sound as `SoundBlock`s on a port, made in an AudioWorklet: Safari and Firefox have no processor for sound.
 * Whoever opened it closes it. Rejects with `microphone-unusable` where there are no worklets either.
 */
export async function openSoundPort(context: AudioContext, stream: MediaStream): Promise<SoundPort> {
  try {
    await context.resume();
    await context.audioWorklet.addModule(workletUrl);
    const source = context.createMediaStreamSource(stream);
    const node = new AudioWorkletNode(context, 'sound-port', { numberOfOutputs: 0 });
    const { port1, port2 } = new MessageChannel();
    node.port.postMessage(port1, [port1]);
    source.connect(node);
    return {
      port: port2,
      close: () => {
        source.disconnect();
        // Without that the worklet runs as long as the context does.
        node.port.postMessage(null);
      },
    };
  } catch (error) {
    throw new AppError('microphone-unusable', 'This browser cannot hand sound to a recorder', {
      cause: error,
    });
  }
}
