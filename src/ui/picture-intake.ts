import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a dropped file is for: its style, or to be painted itself. */
export type DropUse = 'painting' | 'file';

/** What the host does with files. */
export interface Intake {
  /** A picture whose style is wanted. */
  painting(file: File): void;
  /** A photo or a video that is to be painted. */
  file(file: File): void;
}

/** Many systems know no type for these. */
const VIDEO_NAME = /\.(mp4|m4v|mov|qt|mkv|webm|avi|m?ts|m2ts|3gp|3g2|ogv|mpe?g|wmv|flv)$/i;

const isVideo = (file: File): boolean =>
  /^(video|audio)\//.test(file.type) || (!file.type.startsWith('image/') && VIDEO_NAME.test(file.name));

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

/**
 * Takes pictures and videos that are dropped anywhere on the page or pasted into it. A dropped picture becomes a painting
 * in the first half of the window (the left or upper one) and is painted itself in the other.
 */
export class PictureIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #intake: Intake;
  #over: { video: boolean; use: DropUse } | null = null;

  constructor(host: ReactiveControllerHost, intake: Intake) {
    this.#host = host;
    this.#intake = intake;
    host.addController(this);
  }

  /** What hovers over the page, and what it would be used for; null while nothing does. */
  get over(): { video: boolean; use: DropUse } | null {
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

  #show(over: typeof this.over): void {
    if (this.#over?.video === over?.video && this.#over?.use === over?.use) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  readonly #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    // Some browsers tell the types only when it is let go.
    const video = [...event.dataTransfer.items].some(({ type }) => /^(video|audio)\//.test(type));
    this.#show({ video, use: useAt(event) });
  };

  readonly #left = (event: DragEvent): void => {
    // Leaving one element for another names the other; leaving the window names none.
    if (event.relatedTarget === null) this.#show(null);
  };

  readonly #dropped = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#show(null);
    const video = [...event.dataTransfer.files].find(isVideo);
    if (video) return this.#intake.file(video);
    // Not a picture? The studio says so in a sentence.
    const file = pictureIn(event.dataTransfer) ?? event.dataTransfer.files[0];
    if (file) this.#intake[useAt(event)](file);
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const file = pictureIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    this.#intake.painting(file);
  };
}

/** By the half of the window that the pointer is in, along its longer side. */
function useAt({ clientX, clientY }: DragEvent): DropUse {
  const share = innerWidth >= innerHeight ? clientX / innerWidth : clientY / innerHeight;
  return share > 0.5 ? 'file' : 'painting';
}
