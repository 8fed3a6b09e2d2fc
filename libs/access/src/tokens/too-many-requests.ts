/** A token asks more often than one program needs: it waits. 429 with Retry-After. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests';
  constructor(
    readonly retryAfterSeconds: number,
    limit: number,
  ) {
    super(`More than ${limit} requests a minute with one token; go on in ${retryAfterSeconds} seconds`);
  }
}
