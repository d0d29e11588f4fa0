import type { EngineName } from '../../../src/shared/protocol.ts';

/** A network in the race: a graph with a `frame` and small inputs. */
export interface Racer {
  name: string;
  /** Absolute URL of the ONNX file. */
  url: string;
}

/** Page → worker: what to run. */
export interface RaceOptions {
  racers: Racer[];
  engine: EngineName;
  threads: number;
  /** Side of the square picture in pixels, a multiple of 8. */
  side: number;
  /** Every network runs once in every round, each time in another order. */
  rounds: number;
}

/** Worker → page: per network its time in ms in each round; or why there are none. */
export type RaceAnswer = { timesMs: Record<string, number[]> } | { error: string };

declare global {
  interface Window {
    /** Runs a race in a fresh worker. Rejects with what went wrong. */
    race(options: RaceOptions): Promise<Record<string, number[]>>;
    /** Whether there is a GPU that is no software. */
    hasRealGpu(): Promise<boolean>;
  }
}
