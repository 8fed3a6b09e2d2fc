import { useState } from 'react';

/** Whether it was opened before or is now: what is loaded on demand then stays, so that it can close and give the focus back. */
export function useOnceOpened(opened: boolean): boolean {
  const [was, setWas] = useState(false);
  if (opened && !was) setWas(true);
  return was || opened;
}
