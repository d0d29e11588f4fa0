import type { RaceAnswer } from './race-messages.ts';

window.race = async (options) => {
  const worker = new Worker(new URL('./race.worker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<RaceAnswer>();
  worker.onmessage = ({ data }: MessageEvent<RaceAnswer>) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(options);
  try {
    const answer = await promise;
    if ('error' in answer) throw new Error(answer.error);
    return answer.timesMs;
  } finally {
    worker.terminate();
  }
};

window.hasRealGpu = async () => {
  const adapter = await navigator.gpu?.requestAdapter();
  return adapter ? !adapter.info.isFallbackAdapter && adapter.info.architecture !== 'swiftshader' : false;
};
