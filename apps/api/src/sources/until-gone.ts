import type { Request } from 'express';

/** Aborts when the person who asked is gone: nobody waits for the answer any more. */
export function untilGone(request: Request): AbortSignal {
  const gone = new AbortController();
  request.res?.once('close', () => gone.abort(new Error('the person who asked is gone')));
  return gone.signal;
}
