/** The restyler's thread: nothing but wiring. */
import { expose } from 'comlink';
import { installErrorTransfer } from '../src/shared/error-transfer.ts';
import { Restyler } from './restyle/restyler.ts';

installErrorTransfer();
expose(new Restyler());
