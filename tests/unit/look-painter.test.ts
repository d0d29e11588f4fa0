import { expect, test } from 'vitest';
import type { SourceFrame } from '../../workers/frames/frame-source.ts';
import type { Geometry } from '../../workers/pipeline/geometry.ts';
import type { Pipeline } from '../../workers/pipeline/pipeline.ts';
import { LookPainter } from '../../workers/style/look-painter.ts';
import { Meter } from '../../workers/telemetry/meter.ts';

const FRAME = { picture: {}, capturedAtMs: NaN } as SourceFrame;

/** Notes the share and the code of every painted picture; the frame's own code is all zeros. */
function notingPipeline() {
  const painted: { share: number; code: number[] }[] = [];
  let code: number[] = [];
  const pipeline = {
    info: { engine: 'ort-wasm' },
    canMeasure: false,
    setCode: (next: Float32Array) => (code = [...next]),
    setGrain: () => undefined,
    setDetail: () => undefined,
    showSource: () => painted.push({ share: 0, code: [] }),
    measureSource: async (_picture: unknown, _geometry: unknown, out: Float32Array) => void out.fill(0),
    paint: async (_picture: unknown, _geometry: unknown, share: number) =>
      void painted.push({ share, code: [...code] }),
  };
  return { pipeline, painted };
}

async function paintAt(alpha: number, canMeasure: boolean) {
  const { pipeline, painted } = notingPipeline();
  pipeline.canMeasure = canMeasure;
  const look = new LookPainter({ alpha, canvas: 0, detail: 1 });
  look.useNetwork(2);
  look.setCode(new Float32Array([2, 4]), 0);
  await look.paint(pipeline as unknown as Pipeline, FRAME, {} as Geometry, new Meter());
  return painted[0]!;
}

test('strength mixes the painting’s code with the frame’s own, and fades below a quarter', async () => {
  expect(await paintAt(1, true)).toEqual({ share: 1, code: [2, 4] });
  expect(await paintAt(0.5, true)).toEqual({ share: 1, code: [1, 2] });
  expect(await paintAt(0.125, true)).toEqual({ share: 0.5, code: [0.25, 0.5] });
  expect(await paintAt(0, true)).toEqual({ share: 0, code: [] });
});

test('before the frame’s own code can be known, all of strength is a fade', async () => {
  expect(await paintAt(1, false)).toEqual({ share: 1, code: [2, 4] });
  expect(await paintAt(0.5, false)).toEqual({ share: 0.5, code: [2, 4] });
  expect(await paintAt(0, false)).toEqual({ share: 0, code: [] });
});
