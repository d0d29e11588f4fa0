/** The copier's thread: nothing but wiring. */
import { expose } from 'comlink';
import { installErrorTransfer } from '../src/shared/error-transfer.ts';
import { ClipCopier } from './clip-copy/clip-copier.ts';

installErrorTransfer();
expose(new ClipCopier());
