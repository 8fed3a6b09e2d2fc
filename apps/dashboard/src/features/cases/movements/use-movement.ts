import { useState } from 'react';

export type Movement = 'merge' | 'split';

/** Which movement was asked for last, and whether its dialog is open: it stays until it has closed. */
export function useMovement() {
  const [asked, setAsked] = useState<Movement | null>(null);
  const [opened, setOpened] = useState(false);
  const ask = (what: Movement): void => {
    setAsked(what);
    setOpened(true);
  };
  return { asked, opened, ask, close: (): void => setOpened(false) };
}
