/** Held by every window of this browser that is on the screen; Web Locks end with their window, however it ends. */
const IN_SIGHT = 'earshot.in-sight';

/** Says to the other windows of this browser whether this one is seen, until it is told to stop. */
export function keepInSight(): () => void {
  let release: (() => void) | null = null;
  const follow = (): void => {
    if (document.visibilityState === 'hidden') {
      release?.();
      release = null;
    } else if (release === null) {
      const hidden = new Promise<void>((resolve) => (release = resolve));
      void navigator.locks.request(IN_SIGHT, { mode: 'shared' }, () => hidden);
    }
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    release?.();
  };
}

/** Whether any window of this browser is on the screen. */
export async function isAnyInSight(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === IN_SIGHT);
}
