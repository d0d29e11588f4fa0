import { AppError } from '../../../src/shared/errors.ts';
import type { Size } from '../../../src/shared/frame-size.ts';
import { TextureUsage } from '../../engines/gpu-usage.ts';

/** The OffscreenCanvas as a render target of the shared device. */
export class CanvasSurface {
  readonly format: GPUTextureFormat;
  readonly #canvas: OffscreenCanvas;
  readonly #context: GPUCanvasContext;
  #wanted: Size | null = null;

  /** Throws `engine-unavailable` where the canvas is not ours to draw to. */
  constructor(canvas: OffscreenCanvas, device: GPUDevice) {
    const context = canvas.getContext('webgpu') as GPUCanvasContext | null;
    if (!context) throw new AppError('engine-unavailable', 'This canvas cannot be drawn to by the GPU');
    this.format = navigator.gpu.getPreferredCanvasFormat();
    this.#canvas = canvas;
    this.#context = context;
    context.configure({
      device,
      format: this.format,
      alphaMode: 'opaque',
      usage: TextureUsage.renderTarget,
    });
  }

  get size(): Size {
    return this.#canvas;
  }

  /** Takes effect with the next picture: resizing clears the canvas, and the last picture should stay until then. */
  resize(size: Size): void {
    this.#wanted = size;
  }

  /** The texture to draw the next picture to, in this task. */
  nextTarget(): GPUTextureView {
    const wanted = this.#wanted;
    if (wanted && (this.#canvas.width !== wanted.width || this.#canvas.height !== wanted.height)) {
      this.#canvas.width = wanted.width;
      this.#canvas.height = wanted.height;
    }
    return this.#context.getCurrentTexture().createView();
  }

  dispose(): void {
    this.#context.unconfigure();
  }
}

/** Longest side of the canvas; the page enlarges it further if the window is larger. */
const LONGEST_SIDE = 1280;

/**
 * The canvas's size: `shown` where given, else the shape of the painted picture, as large as the source makes worthwhile. On a software adapter
 * it is the painted size, since every pixel is the processor's work there.
 */
export function canvasSize(painted: Size, source: Size, software: boolean, shown?: Size): Size {
  if (software) return { width: painted.width, height: painted.height };
  if (shown) return shown;
  const longest = Math.min(LONGEST_SIDE, Math.max(source.width, source.height));
  const scale = Math.max(1, longest / Math.max(painted.width, painted.height));
  return { width: Math.round(painted.width * scale), height: Math.round(painted.height * scale) };
}
