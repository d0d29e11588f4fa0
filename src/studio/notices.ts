import type { Notice } from './studio-view.ts';

const INFO_LASTS_MS = 6000;
const WARNING_LASTS_MS = 10_000;
const MOST_AT_ONCE = 3;

/** What a notice is made from. */
export interface NoticeWish {
  tone: Notice['tone'];
  text: string;
  details?: string;
  action?: Notice['action'];
  lastsMs?: number;
}

/**
 * The short list of sentences that pass by. The same sentence is not there twice, unless something ends with it. The UI
 * dismisses them when their time is over, since it knows whether somebody is still reading.
 */
export class Notices {
  #list: readonly Notice[] = [];
  #nextId = 1;
  readonly #onChange: () => void;
  readonly #onGone = new Map<number, () => void>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Shows a sentence; `onGone` is called once when it leaves by itself or is dismissed. */
  show(wish: NoticeWish, onGone?: () => void): number {
    const lastsMs = wish.lastsMs ?? { info: INFO_LASTS_MS, warning: WARNING_LASTS_MS, error: 0 }[wish.tone];
    const notice: Notice = {
      id: this.#nextId++,
      tone: wish.tone,
      text: wish.text,
      details: wish.details ?? '',
      action: wish.action ?? null,
      lastsMs,
    };
    for (const same of this.#list.filter(({ text }) => text === wish.text)) {
      // Two clips of one title are two, and each can be brought back for its whole time.
      if (!this.#onGone.has(same.id)) this.dismiss(same.id);
    }
    if (onGone) this.#onGone.set(notice.id, onGone);
    for (const oldest of this.#list.slice(0, Math.max(0, this.#list.length - MOST_AT_ONCE + 1))) {
      this.dismiss(oldest.id);
    }
    this.#list = [...this.#list, notice];
    this.#onChange();
    return notice.id;
  }

  dismiss(id: number): void {
    if (!this.#list.some((notice) => notice.id === id)) return;
    this.#list = this.#list.filter((notice) => notice.id !== id);
    this.#onGone.get(id)?.();
    this.#onGone.delete(id);
    this.#onChange();
  }
}
