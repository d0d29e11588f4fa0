import { clockWords } from '../shared/clock-words.ts';
import type { AppError } from '../shared/errors.ts';
import type { RestyleMessage } from '../shared/restyle.ts';
import type { Notices } from './notices.ts';
import { endedSentence } from './restyle-sentences.ts';

const ERROR_LASTS_MS = 15_000;

/** What people hear of a video file that is opened and painted, beyond what its own controls show. */
export class RestyleNotices {
  readonly #notices: Notices;
  #change: number | null = null;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  warn(text: string): void {
    this.#notices.show({ tone: 'warning', text });
  }

  fail(text: string, { code, message }: AppError): void {
    this.#notices.show({
      tone: 'error',
      text,
      details: `${code}: ${message}`,
      lastsMs: ERROR_LASTS_MS,
    });
  }

  /** Another painting goes on from `doneMs`, and `startOver` undoes that. */
  changed(title: string, doneMs: number, startOver: () => void): void {
    this.#change = this.#notices.show({
      tone: 'info',
      text: `“${title}” goes on from ${clockWords(doneMs)}.`,
      action: { label: 'Start over with it', run: startOver },
    });
  }

  /** There is nothing to start over any more. */
  forgetChange(): void {
    if (this.#change !== null) this.#notices.dismiss(this.#change);
    this.#change = null;
  }

  ended(name: string, { clip, code, message }: RestyleMessage & { type: 'ended' }): void {
    if (!code) {
      // The finished clip shows itself, but nobody may be there to see it.
      const text = `“${name}” is painted. It is among your clips.`;
      if (document.hidden) this.#notices.show({ tone: 'info', text, lastsMs: 0 });
      return;
    }
    const text = endedSentence(code, clip?.durationMs ?? 0);
    this.#notices.show({ tone: 'warning', text, details: `${code}: ${message}`, lastsMs: 0 });
  }

  /** Another source was opened before the end; `doneMs` of it are painted and kept. */
  left(name: string, doneMs: number): void {
    this.#notices.show({
      tone: 'info',
      text: `“${name}” was left at ${clockWords(doneMs)}. What was painted is among your clips.`,
    });
  }
}
