/**
 * Shows a stream in a video element and keeps it playing. Returns a function that lets go of the stream.
 *
 * Everything is set before `srcObject`: installed apps on iOS show black otherwise. The element stays the caller's,
 * the stream's tracks are not stopped.
 */
export function attachPreview(video: HTMLVideoElement, stream: MediaStream): () => void {
  const detached = new AbortController();
  const { signal } = detached;
  video.muted = true;
  video.defaultMuted = true;
  video.playsInline = true;
  video.autoplay = true;
  video.disablePictureInPicture = true;

  const play = (): void => {
    if (signal.aborted || !video.paused) return;
    video.play().catch(() => {
      // Power saving may ask for a gesture, and a load in between aborts this promise: both are tried again.
      if (!signal.aborted) addEventListener('pointerdown', play, { once: true, signal });
    });
  };
  // iOS pauses videos of hidden pages and leaves them so.
  document.addEventListener('visibilitychange', play, { signal });
  video.addEventListener('loadedmetadata', play, { signal });
  video.srcObject = stream;
  play();

  return () => {
    if (signal.aborted) return;
    detached.abort();
    if (video.srcObject === stream) video.srcObject = null;
  };
}
