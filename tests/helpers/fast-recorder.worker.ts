/**
 * The recorder's thread with a clock that somebody else sets, so that ten minutes pass as fast as they can be encoded.
 *
 * The first message brings the port of that clock: each number on it is the new time, ms since 1970. Timers that repeat
 * go by it; those that only bound a wait stay real, since encoders and files are.
 */
import { installErrorTransfer } from '../../src/shared/error-transfer.ts';
import { expose } from 'comlink';
import { Recorder } from '../../workers/recorder/recorder.ts';

let clockMs = performance.now();
const repeats = new Map<number, { run: () => void; everyMs: number; dueMs: number }>();
let nextId = 1;

performance.now = () => clockMs;
Object.assign(self, {
  setInterval: (run: () => void, everyMs: number): number => {
    repeats.set(nextId, { run, everyMs, dueMs: clockMs + everyMs });
    return nextId++;
  },
  clearInterval: (id: number): void => void repeats.delete(id),
});

function advance(toMs: number): void {
  clockMs = toMs;
  for (const repeat of repeats.values()) {
    if (repeat.dueMs > clockMs) continue;
    repeat.dueMs += repeat.everyMs;
    repeat.run();
  }
}

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ clock: MessagePort }>) => {
    data.clock.onmessage = (event: MessageEvent<number>) => advance(event.data - performance.timeOrigin);
    installErrorTransfer();
    expose(new Recorder());
  },
  { once: true },
);
