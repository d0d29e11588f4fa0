/** Composes the page that measures a device, nothing else. */
import { createOffline } from '../offline/offline.ts';
import { createUpdates } from '../offline/updates.ts';
import './pa-bench.ts';

const element = document.querySelector('pa-bench');
if (!element) throw new Error('bench.html has no <pa-bench>');
element.isQuick = new URLSearchParams(location.search).has('quick');
element.files = createOffline({
  updates: createUpdates({ onChange: () => undefined }),
  onChange: () => undefined,
});
