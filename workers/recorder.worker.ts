/** The recorder's thread: nothing but wiring. */
import { expose } from 'comlink';
import { installErrorTransfer } from '../src/shared/error-transfer.ts';
import { Recorder } from './recorder/recorder.ts';

installErrorTransfer();
expose(new Recorder());
