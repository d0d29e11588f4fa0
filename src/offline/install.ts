/** Chromium's event, not in TypeScript's library because no standard has it. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

export interface Install {
  /** The browser offers to install the app now. Never in Safari, which has its own menu entry. */
  readonly canInstall: boolean;
  /** Shows the browser's question; must be called from a click. Does nothing when `canInstall` is false. */
  install(): Promise<void>;
}

/** Catches the browser's offer to install, which may come before anything is drawn: create it early. */
export function createInstall({ onChange }: { onChange: () => void }): Install {
  let offer: BeforeInstallPromptEvent | null = null;
  const setOffer = (next: BeforeInstallPromptEvent | null): void => {
    offer = next;
    onChange();
  };
  addEventListener('beforeinstallprompt', (event) => {
    // We ask later, when people have seen what it is.
    event.preventDefault();
    setOffer(event as BeforeInstallPromptEvent);
  });
  addEventListener('appinstalled', () => setOffer(null));
  return {
    get canInstall() {
      return offer !== null;
    },
    async install() {
      const current = offer;
      if (!current) return;
      // An offer can be used once, whatever the answer.
      setOffer(null);
      await current.prompt();
    },
  };
}
