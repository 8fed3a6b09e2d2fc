/** A terminal, npm and the launcher each pass one Ctrl-C on. Milliseconds, fewer than those of the launcher. */
const SAME_CTRL_C_MS = 300;

/**
 * Listens from the call on; resolves at Ctrl-C or SIGTERM, for processes that then drain and end by themselves. SIGTERM may
 * come as often as it likes: where a whole group of processes is told to end, their parents tell them again. Only another
 * Ctrl-C, of a person who does not wait, ends the process at once; what was not committed is done again later.
 * @param onAsked called once, with the first signal
 */
export function askedToStop(onAsked: () => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const stop = (signal: NodeJS.Signals): void => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        onAsked();
        resolve();
      } else if (signal === 'SIGINT' && performance.now() - askedAt > SAME_CTRL_C_MS) process.exit(130);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
