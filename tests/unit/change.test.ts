import { test } from 'vitest';
import { Change } from '../../workers/frames/change.ts';

const never = new AbortController().signal;

test('a sleeper wakes at the next change', async () => {
  const change = new Change();
  const woken = change.next(change.count, never);
  change.notify();
  await woken;
});

test('a change before falling asleep is not missed: a photo is painted again', async () => {
  const change = new Change();
  const seen = change.count;
  change.notify();
  await change.next(seen, never);
});

test('an abort wakes too', async () => {
  const change = new Change();
  const over = new AbortController();
  const woken = change.next(change.count, over.signal);
  over.abort();
  await woken;
  await change.next(change.count, over.signal);
});
