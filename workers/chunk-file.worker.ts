/** The thread that keeps chunks of a recording: nothing but wiring. */
import { expose } from 'comlink';
import { installErrorTransfer } from '../src/shared/error-transfer.ts';
import { ChunkFile } from './chunk-file/chunk-file.ts';

installErrorTransfer();
expose(new ChunkFile());
