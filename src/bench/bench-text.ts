import type { EngineName } from '../shared/protocol.ts';
import { ENGINE_NAMES, TIER_NAMES } from '../ui/choice-words.ts';
import { REFERENCE, type BenchCase } from './bench-plan.ts';
import type { BenchResult, BenchRow } from './bench-result.ts';

/** Heads of the table's columns. */
export const COLUMNS = ['Network', 'Size', 'Engine', 'Threads', 'ms', 'fps', 'Ratio'] as const;

/** Short enough for all columns to fit on a phone. */
const COLUMN_ENGINES: Record<EngineName, string> = {
  'ort-wasm': 'WASM',
  'ort-webgpu': ENGINE_NAMES['ort-webgpu'],
};

/** One row in words, in the order of `COLUMNS`. */
export function rowWords(row: BenchRow): string[] {
  return [
    TIER_NAMES[row.tier],
    `${row.size.width} × ${row.size.height}`,
    COLUMN_ENGINES[row.engine],
    row.engine === 'ort-wasm' ? String(row.threads) : '–',
    row.ms.toFixed(1),
    row.picturesPerSecond.toFixed(1),
    row.ratio.toFixed(2),
  ];
}

/** A case in words. */
function caseWords(entry: BenchCase): string {
  const threads =
    entry.engine === 'ort-wasm' ? `, ${entry.threads} thread${entry.threads > 1 ? 's' : ''}` : '';
  return `${TIER_NAMES[entry.tier]} at ${entry.size.width} × ${entry.size.height} on ${ENGINE_NAMES[entry.engine]}${threads}`;
}

/** What the numbers mean; stands below the table and in the copied text. */
export const EXPLANATION =
  `ms: time of the network alone for one picture, median over the rounds; fps: pictures a second. Ratio: time compared with ${caseWords(REFERENCE)}, ` +
  'taken within each round; 2 is twice as slow. WASM: WebAssembly, on the processor.';

/** The result as plain text in columns, to be pasted anywhere. */
export function benchText(result: BenchResult): string {
  const { device } = result;
  const table = [[...COLUMNS], ...result.rows.map(rowWords)];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  // Words stand left, numbers right.
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  return [
    'Plein Air, speed of this device',
    device.userAgent,
    `${device.cores} cores, ${device.isolated ? 'cross-origin isolated' : 'not cross-origin isolated'}` +
      (device.adapter ? `, ${device.adapter}` : ''),
    `Networks: ${Object.entries(device.networks)
      .map(([tier, hash]) => `${tier} ${hash}`)
      .join(', ')}. Rounds: ${result.rounds}.`,
    '',
    ...lines,
    '',
    EXPLANATION,
    ...result.skipped,
    ...(result.wasHidden ? [HIDDEN_NOTE] : []),
    '',
  ].join('\n');
}

/** Shown where the page was out of sight while it measured. */
export const HIDDEN_NOTE = 'The page was out of sight for a while; browsers may slow it down then.';
