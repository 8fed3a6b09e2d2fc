/**
 * Keeps a lease alive while the work goes on, however long one page takes. `signal` aborts when the lease was lost:
 * another worker reads the source now, and going on would only be refused.
 */
export function keepLease(renew: () => Promise<boolean>, everyMs: number): { signal: AbortSignal; stop(): void } {
  const lost = new AbortController();
  let renewing = false;
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    renew()
      .then(
        (held) => {
          if (!held) lost.abort(new Error('the lease was lost'));
        },
        // A database that is away for a moment is no reason to stop; storing the page finds out for certain.
        () => undefined,
      )
      .finally(() => {
        renewing = false;
      });
  }, everyMs);
  timer.unref();
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
