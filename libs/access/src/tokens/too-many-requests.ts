/** Somebody asks more often than there is a need for: they wait. 429 with Retry-After. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests';
  /** @param allowed what is the most, such as `5 tests a minute` */
  constructor(
    readonly retryAfterSeconds: number,
    allowed: string,
  ) {
    super(`More than ${allowed}; go on in ${retryAfterSeconds} seconds`);
  }
}
