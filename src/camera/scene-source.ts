import type { FrameInput } from '../shared/protocol.ts';

/** Everybody sees the same landscape. */
const SCENE_SEED = 1;

/** The built-in moving scene, drawn in a worker of its own. */
export interface Scene {
  /**
   * A new input showing the scene as it is now; to be transferred with `transfer`. May be called again when a painter
   * is replaced: the scene goes on, it does not start over.
   */
  createInput(): { input: FrameInput; transfer: Transferable[] };
  stop(): void;
}

/** Starts the scene's clock. The worker draws only when a painter asks. */
export function openScene(): Scene {
  const startedAtMs = performance.now();
  const worker = new Worker(new URL('../../workers/scene.worker.ts', import.meta.url), {
    type: 'module',
    name: 'scene',
  });
  return {
    createInput() {
      const { port1, port2 } = new MessageChannel();
      const startSeconds = (performance.now() - startedAtMs) / 1000;
      worker.postMessage({ type: 'scene-open', port: port1, seed: SCENE_SEED, startSeconds }, [port1]);
      return { input: { kind: 'port', port: port2 }, transfer: [port2] };
    },
    stop: () => worker.terminate(),
  };
}
