import { Injectable } from '@nestjs/common';
import { TooManyRequests, WindowCounters } from '@earshot/access';
import { Clock } from '@earshot/domain';

const MINUTE_MS = 60_000;
/** A person who looks at what comes of each needs fewer; each is a message to somebody else's server. */
const TESTS_PER_MINUTE = 5;

/** How often a person may have something sent only to see it, in the memory of this process. */
@Injectable()
export class TestLimit {
  private readonly tests = new WindowCounters(MINUTE_MS);

  constructor(private readonly clock: Clock) {}

  /** Counts one more. @throws TooManyRequests when there were too many in the last minute */
  count(userId: string): void {
    const now = this.clock.now();
    const waitMs = this.tests.waitMs(userId, TESTS_PER_MINUTE, now);
    if (waitMs > 0) throw new TooManyRequests(Math.ceil(waitMs / 1000), `${TESTS_PER_MINUTE} tests a minute`);
    this.tests.count(userId, now);
  }
}
