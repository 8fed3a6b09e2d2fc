/**
 * Waits for `promise` or for `signal`, whichever is first. For work that cannot be cancelled itself (a DNS look-up, a
 * connection being opened): its late outcome is dropped. Throws the signal's reason.
 */
export function settledOrAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
