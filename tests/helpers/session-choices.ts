import { DEFAULT_LOOK } from '../../src/shared/protocol.ts';
import type { SessionChoices } from '../../src/studio/session-contract.ts';

/** What a first visit paints with. */
export const FIRST_CHOICES: SessionChoices = {
  engine: 'auto',
  quality: 'auto',
  careful: false,
  fixedSize: null,
  aspect: 'as-seen',
  look: DEFAULT_LOOK,
  mirror: false,
  held: false,
  wipe: 0,
  file: null,
};
