/**
 * Keeps the screen on while `isWanted` (somebody is watching a painted picture), where the browser can.
 *
 * Browsers take the lock away when the page is hidden, so it is asked for again when it is back. Refusals (a low
 * battery) are nobody's business: the screen then goes off as usual.
 */
export class ScreenWakeLock {
  #isWanted = false;
  #lock: WakeLockSentinel | null = null;
  #isAsking = false;

  constructor() {
    document.addEventListener('visibilitychange', () => void this.#follow());
  }

  set isWanted(wanted: boolean) {
    if (wanted === this.#isWanted) return;
    this.#isWanted = wanted;
    void this.#follow();
  }

  async #follow(): Promise<void> {
    if (!this.#isWanted) {
      await this.#lock?.release().catch(() => undefined);
      this.#lock = null;
      return;
    }
    const isHeld = this.#lock !== null && !this.#lock.released;
    if (document.hidden || isHeld || this.#isAsking || !('wakeLock' in navigator)) return;
    this.#isAsking = true;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      this.#lock = null;
    } finally {
      this.#isAsking = false;
    }
    if (!this.#isWanted) await this.#follow();
  }
}
