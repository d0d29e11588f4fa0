import { takeSharedFiles } from '../offline/shared-files.ts';
import { fileKind } from '../restyle/file-kind.ts';
import type { Studio } from './studio.ts';

/** What the browser tells an installed app that is opened with files (File Handling API; not in TypeScript's DOM). */
interface LaunchQueue {
  setConsumer(consumer: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** Opens what was shared to the app, or opened with it. */
export function receiveFiles(studio: Studio): void {
  if (studio.link.shared) void openShared(studio);
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    const [handle] = files ?? [];
    if (handle)
      void handle.getFile().then(
        (file) => open(studio, file),
        () => tellMissing(studio),
      );
  });
}

async function openShared(studio: Studio): Promise<void> {
  // Loading the page again should not look for it once more.
  const url = new URL(location.href);
  url.searchParams.delete('shared');
  history.replaceState(history.state, '', url);
  const [file, ...others] = await takeSharedFiles();
  if (!file) return tellMissing(studio);
  await open(studio, file);
  if (others.length > 0) {
    studio.notices.show({ tone: 'info', text: 'One file at a time: the first of them was opened.' });
  }
}

async function open(studio: Studio, file: File): Promise<void> {
  await studio.actions.openFile(file);
  if ((await fileKind(file)) !== 'photo' || studio.view.source !== 'photo') return;
  studio.notices.show({
    tone: 'info',
    text: 'This photo is painted in the style of the painting that is on.',
    action: {
      label: 'Make it a painting instead',
      run: () => void studio.actions.addPainting(file, file.name),
    },
    lastsMs: 12_000,
  });
}

function tellMissing(studio: Studio): void {
  studio.notices.show({
    tone: 'warning',
    text: 'The file did not arrive. Share it once more, or choose it here.',
  });
}
