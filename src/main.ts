/** Composes studio and UI, nothing else. */
import './ui/pa-app.ts';
import { receiveFiles } from './studio/outside-files.ts';
import { startFromLink, watchPage } from './studio/page-watch.ts';
import { Studio } from './studio/studio.ts';

const studio = new Studio(location.search);
const app = document.querySelector('pa-app');
if (!app) throw new Error('index.html has no <pa-app>');
app.studio = studio;
watchPage(studio);
await app.updateComplete;
void startFromLink(studio);
receiveFiles(studio);
