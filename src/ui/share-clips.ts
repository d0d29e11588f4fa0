/** True where the browser's share sheet takes clips of this type. */
export function canShareClips(mimeType: string): boolean {
  const file = new File([], mimeType.includes('webm') ? 'clip.webm' : 'clip.mp4', { type: mimeType });
  return navigator.canShare?.({ files: [file] }) ?? false;
}

/** True where the browser lets people choose where a file goes. */
export function canSaveAs(): boolean {
  return 'showSaveFilePicker' in globalThis;
}
