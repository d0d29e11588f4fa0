// oxlint-disable-next-line no-restricted-imports -- the URL of a bundled worklet: there is no other way to one
import workletUrl from '../../workers/sound.worklet.ts?worker&url';
import { AppError } from '../shared/errors.ts';

/**
 * A stream's sound as `SoundBlock`s on a port, made in an AudioWorklet: Safari and Firefox have no processor for sound.
 * Rejects with `microphone-unusable` where there are no worklets either.
 */
export async function openSoundPort(context: AudioContext, stream: MediaStream): Promise<MessagePort> {
  try {
    await context.resume();
    await context.audioWorklet.addModule(workletUrl);
    const source = context.createMediaStreamSource(stream);
    const node = new AudioWorkletNode(context, 'sound-port', { numberOfOutputs: 0 });
    const { port1, port2 } = new MessageChannel();
    node.port.postMessage(port1, [port1]);
    source.connect(node);
    return port2;
  } catch (error) {
    throw new AppError('microphone-unusable', 'This browser cannot hand sound to a recorder', {
      cause: error,
    });
  }
}
