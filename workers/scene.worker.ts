import type { FrameMessage, SceneOpen } from '../src/shared/protocol.ts';
import { createLandscape } from './scene/landscape.ts';
import { serveScene } from './scene/scene-server.ts';

/**
 * The worker of the built-in moving scene. One `SceneOpen` message starts it; from then on it talks on that
 * message's port only, as a `port` input of the painter, and ends itself when the port says `close`.
 */
self.onmessage = ({ data }: MessageEvent<SceneOpen>) => {
  self.onmessage = null;
  try {
    serveScene(data.port, createLandscape(data.seed), data.startSeconds ?? 0, () => self.close());
  } catch (error) {
    data.port.postMessage({ type: 'ended' } satisfies FrameMessage);
    throw error;
  }
};
