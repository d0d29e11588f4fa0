import { join, resolve } from 'node:path';

/** The build under test: `dist/`, or the folder that DIST names. */
export const DIST = resolve(process.env['DIST'] ?? join(import.meta.dirname, '..', '..', 'dist'));
