import type { SessionChoices } from './session-contract.ts';
import type { Studio } from './studio.ts';

/** What the session paints with, as the studio's view is now. */
export function sessionChoices({ view, crashGuard, loadedRestyle }: Studio): SessionChoices {
  return {
    engine: view.engineChoice,
    quality: view.quality,
    careful: crashGuard.isCareful,
    fixedSize: view.fixedSize,
    aspect: view.aspect,
    look: view.comparing ? { ...view.look, alpha: 0 } : view.look,
    mirror: view.mirror,
    held: view.state.name === 'paused',
    wipe: view.wipe,
    file: loadedRestyle?.paint ?? null,
  };
}
