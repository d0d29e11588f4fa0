import { PICTURES_IN_FLIGHT, type PaintedPicture, type PictureCredit } from '../../src/shared/recording.ts';
import type { SourcePicture } from '../pipeline/pipeline.ts';

/**
 * The painter's end of a recording: sends what is on the canvas, or what the camera sees, to the recorder's worker.
 *
 * Exists only while something is recorded. Never waits: while the recorder has `PICTURES_IN_FLIGHT` pictures to deal
 * with, pictures are missed and counted, and nothing is copied.
 */
export class PictureTap {
  readonly #port: MessagePort;
  #inFlight = 0;
  #missed = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<PictureCredit>) => {
      if (data.type === 'credit') this.#inFlight--;
    };
  }

  /**
   * Copies (a frame is shared, not copied). Call in the task in which a canvas was drawn: a WebGPU canvas has its picture
   * only until that task ends. `capturedAtMs` is of this thread's `performance.now()`.
   */
  send(picture: OffscreenCanvas | SourcePicture, timestampUs: number, capturedAtMs: number): void {
    if (this.#inFlight >= PICTURES_IN_FLIGHT) {
      this.#missed++;
      return;
    }
    let frame: VideoFrame;
    try {
      frame = new VideoFrame(picture, { timestamp: timestampUs, alpha: 'discard' });
    } catch {
      // Painting goes on whatever happens to a recording: a canvas whose device was lost cannot be copied.
      this.#missed++;
      return;
    }
    const sent: PaintedPicture = {
      frame,
      capturedAtMs: performance.timeOrigin + (Number.isNaN(capturedAtMs) ? performance.now() : capturedAtMs),
      timestampUs,
      missed: this.#missed,
    };
    this.#port.postMessage(sent, [frame]);
    this.#inFlight++;
    this.#missed = 0;
  }

  close(): void {
    this.#port.close();
  }
}
