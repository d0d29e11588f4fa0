import type { StudioView } from './studio-view.ts';

/** Mirrors the studio on `<html>`, for tests, kiosks and style sheets. Documented in the README. */
export function mirrorOnPage(view: StudioView, paintedFrames: number): void {
  const { dataset } = document.documentElement;
  set(dataset, 'state', view.state.name);
  set(dataset, 'engine', view.engine?.engine ?? '');
  set(dataset, 'frames', String(paintedFrames));
  set(dataset, 'offline', view.offline.status === 'ready' ? 'ready' : 'pending');
  set(dataset, 'style', view.paintingId ?? '');
  set(dataset, 'tier', view.tier ?? '');
  set(dataset, 'pack', view.pack?.name ?? '');
  set(dataset, 'recording', view.recording.state);
  set(dataset, 'restyle', view.restyle?.state ?? 'off');
  set(dataset, 'wipe', view.wipe > 0 ? view.wipe.toFixed(2) : '');
  set(dataset, 'clips', String(view.clips.length));
  const size = view.telemetry?.size;
  set(dataset, 'size', size ? `${size.width}x${size.height}` : '');
}

function set(dataset: DOMStringMap, name: string, value: string): void {
  if (dataset[name] !== value) dataset[name] = value;
}
