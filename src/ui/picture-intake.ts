import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The first picture among what was dropped or pasted, or undefined. */
function pictureIn(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/') || file.type === '');
}

/** A file's name without its ending, as a first title: 'IMG_2041.jpeg' → 'IMG 2041'. */
export function titleOf(file: File): string {
  return file.name
    .replace(/\.[^.]+$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
}

/** Takes pictures that are dropped anywhere on the page or pasted into it. */
export class PictureIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #take: (file: File) => void;
  #over = false;

  constructor(host: ReactiveControllerHost, take: (file: File) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  /** Files hover over the page. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected(): void {
    window.addEventListener('dragover', this.#dragged);
    window.addEventListener('dragleave', this.#left);
    window.addEventListener('drop', this.#dropped);
    window.addEventListener('paste', this.#pasted);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.#dragged);
    window.removeEventListener('dragleave', this.#left);
    window.removeEventListener('drop', this.#dropped);
    window.removeEventListener('paste', this.#pasted);
  }

  #setOver(over: boolean): void {
    if (this.#over === over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  readonly #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#setOver(true);
  };

  readonly #left = (event: DragEvent): void => {
    // Leaving one element for another names the other; leaving the window names none.
    if (event.relatedTarget === null) this.#setOver(false);
  };

  readonly #dropped = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setOver(false);
    // Not a picture? The studio says so in a sentence.
    const file = pictureIn(event.dataTransfer) ?? event.dataTransfer.files[0];
    if (file) this.#take(file);
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const file = pictureIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    this.#take(file);
  };
}
