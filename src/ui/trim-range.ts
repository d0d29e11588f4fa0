import type { ClipCuts, ClipRange } from '../shared/clip-copy.ts';

/** A part shorter than this is no clip. */
const SHORTEST_SECONDS = 0.5;

/** The part of a clip between two handles: the start keeps to key pictures, the end to pictures. */
export class TrimRange {
  readonly cuts: ClipCuts;
  readonly startSeconds: number;
  readonly endSeconds: number;

  private constructor(cuts: ClipCuts, startSeconds: number, endSeconds: number) {
    this.cuts = cuts;
    this.startSeconds = startSeconds;
    this.endSeconds = endSeconds;
  }

  /** All of the clip. */
  static whole(cuts: ClipCuts): TrimRange {
    return new TrimRange(cuts, cuts.startSeconds[0] ?? 0, cuts.durationSeconds);
  }

  get lengthSeconds(): number {
    return this.endSeconds - this.startSeconds;
  }

  get isWhole(): boolean {
    return (
      this.startSeconds === (this.cuts.startSeconds[0] ?? 0) && this.endSeconds === this.cuts.durationSeconds
    );
  }

  get range(): ClipRange {
    return { startSeconds: this.startSeconds, endSeconds: this.endSeconds };
  }

  /** Begins at the key picture nearest to `seconds` that leaves something to see. */
  startAt(seconds: number): TrimRange {
    const near = (at: number): number => Math.abs(at - seconds);
    const [first = 0, ...others] = this.#starts;
    const start = others.reduce((best, at) => (near(at) < near(best) ? at : best), first);
    return new TrimRange(this.cuts, start, this.endSeconds);
  }

  /** Begins so many key pictures later. */
  stepStart(by: number): TrimRange {
    const starts = this.#starts;
    const at = starts.indexOf(this.startSeconds) + by;
    return this.startAt(starts[Math.min(starts.length - 1, Math.max(0, at))] ?? 0);
  }

  /** Ends with the picture that is shown until `seconds`. */
  endAt(seconds: number): TrimRange {
    const { durationSeconds, pictureSeconds } = this.cuts;
    const least = Math.min(durationSeconds, this.startSeconds + SHORTEST_SECONDS);
    const isLast = seconds > durationSeconds - pictureSeconds / 2;
    const end = isLast ? durationSeconds : Math.round(seconds / pictureSeconds) * pictureSeconds;
    return new TrimRange(this.cuts, this.startSeconds, Math.min(durationSeconds, Math.max(least, end)));
  }

  /** Ends so many pictures later. */
  stepEnd(by: number): TrimRange {
    return this.endAt(this.endSeconds + by * this.cuts.pictureSeconds);
  }

  get #starts(): readonly number[] {
    const latest = this.endSeconds - Math.min(SHORTEST_SECONDS, this.cuts.durationSeconds);
    const starts = this.cuts.startSeconds.filter((at) => at <= latest);
    return starts.length > 0 ? starts : this.cuts.startSeconds.slice(0, 1);
  }
}
