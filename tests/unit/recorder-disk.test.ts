import { describe, expect, test } from 'vitest';
import { ClipSink, type ClipFile } from '../../workers/recorder/clip-sink.ts';
import { wholeLength } from '../../workers/recorder/whole-fragments.ts';

/** A file in memory on a disk of limited size. */
class SmallDisk implements ClipFile {
  bytes = new Uint8Array(0);
  flushed = 0;
  isClosed = false;
  readonly room: number;
  readonly whenFull: 'throws' | 'writes less' | 'returns minus eight';

  constructor(room: number, whenFull: SmallDisk['whenFull'] = 'throws') {
    this.room = room;
    this.whenFull = whenFull;
  }

  write(given: Uint8Array<ArrayBuffer>, { at: from }: { at: number }): number {
    const fits = Math.min(given.length, this.room - from);
    if (fits < given.length && this.whenFull === 'throws') throw new DOMException('', 'QuotaExceededError');
    if (fits < given.length && this.whenFull === 'returns minus eight') return 4_294_967_288;
    const grown = new Uint8Array(Math.max(this.bytes.length, from + fits));
    grown.set(this.bytes);
    grown.set(given.subarray(0, fits), from);
    this.bytes = grown;
    return fits;
  }
  flush(): void {
    this.flushed = this.bytes.length;
  }
  truncate(size: number): void {
    this.bytes = this.bytes.slice(0, size);
  }
  getSize(): number {
    return this.bytes.length;
  }
  close(): void {
    this.isClosed = true;
  }
}

const chunk = (position: number, length: number) => ({
  type: 'write' as const,
  data: new Uint8Array(length).fill(7),
  position,
});

describe('the sink', () => {
  test('flushes every chunk, so that a crash costs what came after it only', async () => {
    const disk = new SmallDisk(1000);
    const writer = new ClipSink(disk).writable.getWriter();
    await writer.write(chunk(0, 300));
    expect(disk.flushed).toBe(300);
    await writer.write(chunk(300, 100));
    expect(disk.flushed).toBe(400);
  });

  test.each(['throws', 'writes less', 'returns minus eight'] as const)(
    'on a full disk that %s fails, and keeps what was whole',
    async (whenFull) => {
      const disk = new SmallDisk(350, whenFull);
      const sink = new ClipSink(disk);
      const writer = sink.writable.getWriter();
      await writer.write(chunk(0, 300));
      await expect(writer.write(chunk(300, 100))).rejects.toMatchObject({ code: 'storage-full' });
      sink.close();
      sink.close();
      expect(disk.bytes).toHaveLength(300);
      expect(sink.bytes).toBe(300);
      expect(disk.isClosed).toBe(true);
    },
  );
});

function box(type: string, payload = 4): number[] {
  const bytes = 8 + payload;
  return [
    0,
    0,
    0,
    bytes,
    ...Array.from(type, (letter) => letter.charCodeAt(0)),
    ...Array<number>(payload).fill(1),
  ];
}

function whole(bytes: number[]): number {
  const file = Uint8Array.from(bytes);
  return wholeLength((at, length) => file.subarray(at, at + length), file.length);
}

describe('what is whole of a torn file', () => {
  const head = [...box('ftyp'), ...box('moov')];
  const fragment = [...box('moof'), ...box('mdat', 20)];

  test('is everything up to the last complete fragment', () => {
    const intact = [...head, ...fragment, ...fragment];
    expect(whole(intact)).toBe(intact.length);
    for (let torn = 1; torn < fragment.length; torn++) {
      expect(whole([...intact, ...fragment.slice(0, torn)])).toBe(intact.length);
    }
  });

  test('keeps the index of a finished file', () => {
    const finished = [...head, ...fragment, ...box('mfra')];
    expect(whole(finished)).toBe(finished.length);
    expect(whole(finished.slice(0, -1))).toBe(finished.length - box('mfra').length);
  });

  test('is nothing without a fragment', () => {
    expect(whole([])).toBe(0);
    expect(whole(head)).toBe(0);
    expect(whole([...head, ...box('moof')])).toBe(0);
    expect(whole([1, 2, 3])).toBe(0);
  });

  test('counts boxes with long sizes, and stops at nonsense', () => {
    const long = [0, 0, 0, 1, ...box('mdat').slice(4, 8), 0, 0, 0, 0, 0, 0, 0, 20, 1, 1, 1, 1];
    expect(whole([...head, ...box('moof'), ...long])).toBe(head.length + box('moof').length + 20);
    expect(whole([...head, ...fragment, 0, 0, 0, 0, 109, 111, 111, 102])).toBe(head.length + fragment.length);
    expect(whole([...head, ...fragment, 0, 0, 0, 3, 109, 111, 111, 102])).toBe(head.length + fragment.length);
  });
});
