/** The painter's thread: nothing but wiring. */
import { expose } from 'comlink';
import { installErrorTransfer } from '../src/shared/error-transfer.ts';
import { Painter } from './painter.ts';

installErrorTransfer();
expose(new Painter());
