/** Shows single moments of a video, and plays a part of it. Follows one `<video>`; owns nothing. */
export class PartPlayer {
  readonly #video: HTMLVideoElement;
  readonly #onTime: (seconds: number) => void;
  readonly #onPlaying: (playing: boolean) => void;
  readonly #listening = new AbortController();
  #wantedSeconds: number | null = null;
  #endSeconds = Number.POSITIVE_INFINITY;
  #startSeconds = 0;
  #frame = 0;

  constructor(
    video: HTMLVideoElement,
    onTime: (seconds: number) => void,
    onPlaying: (playing: boolean) => void,
  ) {
    this.#video = video;
    this.#onTime = onTime;
    this.#onPlaying = onPlaying;
    const { signal } = this.#listening;
    video.addEventListener('seeked', this.#seekNext, { signal });
    video.addEventListener('loadeddata', this.#seekNext, { signal });
    video.addEventListener('play', this.#started, { signal });
    video.addEventListener('pause', this.#stopped, { signal });
    video.addEventListener('ended', this.#stopped, { signal });
  }

  /** Shows the picture of a moment. While one is being sought, only the newest wish is kept. */
  show(seconds: number): void {
    this.#video.pause();
    this.#wantedSeconds = seconds;
    this.#onTime(seconds);
    if (!this.#video.seeking) this.#seekNext();
  }

  /** Plays on from where it is if that lies in the part, else the part from its start; stops at its end. */
  play(startSeconds: number, endSeconds: number): void {
    const { currentTime } = this.#video;
    this.#startSeconds = startSeconds;
    this.#endSeconds = endSeconds;
    this.#wantedSeconds = null;
    // A moment before the end is the end: there is nothing left to play.
    if (currentTime < startSeconds || currentTime > endSeconds - 0.15) this.#video.currentTime = startSeconds;
    // Refused without a press; then it stays where it is.
    this.#video.play().catch(() => undefined);
  }

  pause(): void {
    this.#video.pause();
  }

  dispose(): void {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#video.pause();
  }

  readonly #seekNext = (): void => {
    if (this.#wantedSeconds === null || this.#video.readyState < HTMLMediaElement.HAVE_METADATA) return;
    const seconds = this.#wantedSeconds;
    this.#wantedSeconds = null;
    this.#video.currentTime = seconds;
  };

  readonly #started = (): void => {
    this.#onPlaying(true);
    this.#follow();
  };

  readonly #stopped = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#onPlaying(false);
  };

  readonly #follow = (): void => {
    const { currentTime, paused } = this.#video;
    if (paused) return;
    if (currentTime >= this.#endSeconds) {
      this.#video.pause();
      this.show(this.#startSeconds);
      return;
    }
    this.#onTime(currentTime);
    this.#frame = requestAnimationFrame(this.#follow);
  };
}
