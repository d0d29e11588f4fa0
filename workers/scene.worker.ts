import type { FrameMessage, SceneOpen } from '../src/shared/protocol.ts';
import { createLandscape, type Landscape } from './scene/landscape.ts';
import { serveScene } from './scene/scene-server.ts';

/** Painting its layers takes seconds, so whoever opens the scene again, a new painter for instance, meets the same one. */
let made: { seed: number; landscape: Landscape } | null = null;

/**
 * The worker of the built-in moving scene. Every `SceneOpen` message brings a port, on which it talks from then on as a
 * `port` input of the painter, until that port says `close`. The page ends the worker.
 */
self.onmessage = ({ data }: MessageEvent<SceneOpen>) => {
  try {
    if (made?.seed !== data.seed) made = { seed: data.seed, landscape: createLandscape(data.seed) };
    serveScene(data.port, made.landscape, data.startSeconds ?? 0, () => undefined);
  } catch (error) {
    data.port.postMessage({ type: 'ended' } satisfies FrameMessage);
    throw error;
  }
};
