import type { InferenceSession, Tensor } from 'onnxruntime-web';
import jspiMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { loadOrtRuntime, type OrtRuntime } from '../../../workers/engines/ort-runtime.ts';
import { fillInput, graphInputs } from './race-inputs.ts';
import type { RaceAnswer, RaceOptions, Racer } from './race-messages.ts';

/** A network with its inputs, ready to run. */
interface Runner {
  name: string;
  session: InferenceSession;
  feeds: Record<string, Tensor>;
}

async function bytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

async function loadRuntime({ engine, threads }: RaceOptions): Promise<OrtRuntime> {
  const isGpu = engine === 'ort-webgpu';
  const [mjs, wasm] = isGpu ? [jspiMjsUrl, jspiWasmUrl] : [plainMjsUrl, plainWasmUrl];
  return loadOrtRuntime(
    {
      variant: isGpu ? 'jspi' : 'plain',
      mjsUrl: new URL(mjs, location.href).href,
      module: await WebAssembly.compile(await bytes(new URL(wasm, location.href).href)),
    },
    threads,
  );
}

async function openRunner({ ort }: OrtRuntime, racer: Racer, options: RaceOptions): Promise<Runner> {
  const isGpu = options.engine === 'ort-webgpu';
  const session = await ort.InferenceSession.create(await bytes(racer.url), {
    executionProviders: [isGpu ? 'webgpu' : 'wasm'],
    graphOptimizationLevel: 'all',
    // Reading pictures back is not the network's time.
    ...(isGpu ? { preferredOutputLocation: 'gpu-buffer' as const } : {}),
  });
  const feeds: Record<string, Tensor> = {};
  for (const { name, dims } of graphInputs(session, options.side))
    feeds[name] = new ort.Tensor('float32', fillInput(name, dims), dims);
  return { name: racer.name, session, feeds };
}

/** Runs every network once, starting with another one each round. */
async function runRound(runtime: OrtRuntime, runners: readonly Runner[], round: number, isGpu: boolean) {
  const timesMs = new Map<string, number>();
  for (let k = 0; k < runners.length; k++) {
    const { name, session, feeds } = runners[(round + k) % runners.length]!;
    const beganMs = performance.now();
    const results = await session.run(feeds);
    if (isGpu) await ((await runtime.ort.env.webgpu.device) as GPUDevice).queue.onSubmittedWorkDone();
    timesMs.set(name, performance.now() - beganMs);
    for (const output of Object.values(results)) output.dispose();
  }
  return timesMs;
}

async function race(options: RaceOptions): Promise<Record<string, number[]>> {
  const runtime = await loadRuntime(options);
  const isGpu = options.engine === 'ort-webgpu';
  const runners: Runner[] = [];
  // One after the other: two creations at once can wedge the runtime.
  for (const racer of options.racers) runners.push(await openRunner(runtime, racer, options));
  await runRound(runtime, runners, 0, isGpu);
  const timesMs = Object.fromEntries(runners.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < options.rounds; round++)
    for (const [name, ms] of await runRound(runtime, runners, round, isGpu)) timesMs[name]!.push(ms);
  return timesMs;
}

onmessage = ({ data }: MessageEvent<RaceOptions>) => {
  const answer = (message: RaceAnswer): void => postMessage(message);
  race(data).then(
    (timesMs) => answer({ timesMs }),
    (error: unknown) => answer({ error: String(error) }),
  );
};
