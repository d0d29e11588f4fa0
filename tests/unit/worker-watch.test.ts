import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { WorkerWatch } from '../../src/shared/worker-watch.ts';

const RECORDER = {
  name: 'The recorder',
  died: 'worker-died',
  silent: 'painter-stalled',
  silentMs: 10_000,
  silence: 'ten seconds',
  lookEveryMs: 2000,
} as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const terminate = vi.fn();
  const worker = { terminate } as unknown as Worker;
  const onDeath = vi.fn<(error: AppError) => void>();
  return { worker, terminate, onDeath, watch: new WorkerWatch(worker, RECORDER, onDeath) };
}

const never = (): Promise<never> => new Promise(() => undefined);

test('an error of the worker ends every call and is reported once', async () => {
  const { worker, terminate, onDeath, watch } = watched();
  const call = watch.alive(never());
  const error = { message: '' } as ErrorEvent;
  worker.onerror!(error);
  worker.onerror!(error);
  await expect(call).rejects.toMatchObject({
    code: 'worker-died',
    message: 'The recorder did not load',
  });
  expect(onDeath).toHaveBeenCalledTimes(1);
  expect(terminate).toHaveBeenCalled();
});

test('silence is death only while news are expected', () => {
  const { onDeath, watch } = watched();
  vi.advanceTimersByTime(60_000);
  watch.expectNews();
  watch.expectNothing();
  vi.advanceTimersByTime(60_000);
  expect(onDeath).not.toHaveBeenCalled();
  watch.expectNews();
  vi.advanceTimersByTime(9000);
  watch.heard();
  vi.advanceTimersByTime(10_000);
  expect(onDeath).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(onDeath.mock.calls[0]![0]).toMatchObject({
    code: 'painter-stalled',
    message: 'The recorder has not answered for ten seconds',
  });
  expect(vi.getTimerCount()).toBe(0);
});

test('a page that slept does not take its own silence for the worker’s', () => {
  const { onDeath, watch } = watched();
  watch.expectNews();
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 3_600_000);
  vi.advanceTimersByTime(2000);
  expect(onDeath).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('calls end with it where a reason is given, those to come too', async () => {
  const { onDeath, watch } = watched();
  const reason = new AppError('painter-closed', 'It was closed');
  const call = watch.alive(never());
  watch.end(reason);
  await expect(call).rejects.toBe(reason);
  await expect(watch.alive(never())).rejects.toBe(reason);
  expect(onDeath).not.toHaveBeenCalled();
});

test('a call that is answered is not ended again', async () => {
  const { watch } = watched();
  await expect(watch.alive(Promise.resolve(1))).resolves.toBe(1);
  await expect(watch.alive(Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('says nothing any more once it is ended', () => {
  const { worker, onDeath, watch } = watched();
  watch.expectNews();
  watch.end();
  worker.onerror!({ message: 'late' } as ErrorEvent);
  vi.advanceTimersByTime(60_000);
  expect(onDeath).not.toHaveBeenCalled();
});
