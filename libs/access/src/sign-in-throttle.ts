/** Too many wrong passwords: the caller waits. 429 with Retry-After. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts';
  constructor(readonly retryAfterSeconds: number) {
    super(`Too many attempts to sign in; try again in ${retryAfterSeconds} seconds`);
  }
}

export const WINDOW_MS = 15 * 60_000;

/**
 * Attempts that fail within a window, by what is counted:
 * - one account from one address: a person who mistypes;
 * - one address over all accounts: somebody who tries many, but also an office behind one address;
 * - one account over all addresses: many machines that try one. High, so that strangers cannot lock a person out easily.
 */
export const LIMITS = { accountAndAddress: 10, address: 50, account: 100 } as const;

/** Bounds the memory that strangers can fill: the oldest counters go first. */
const MOST_COUNTERS = 30_000;

interface Counter {
  attempts: number;
  readonly endsAt: number;
}

/**
 * Counts sign-ins that failed, in the memory of this process: with several processes the limits hold for each of them.
 * An attempt is counted before its password is checked, so that parallel guesses count too.
 */
export class SignInThrottle {
  private readonly counters = new Map<string, Counter>();

  /** @throws TooManyAttempts before the password is looked at. */
  attempt(account: string, address: string, now: Date): void {
    const counted = this.countersOf(account, address);
    const waits = counted.flatMap(([key, limit]) => {
      const counter = this.running(key, now);
      return counter !== undefined && counter.attempts >= limit ? [counter.endsAt - now.getTime()] : [];
    });
    if (waits.length > 0) throw new TooManyAttempts(Math.ceil(Math.max(...waits) / 1000));
    for (const [key] of counted) this.count(key, now);
  }

  /** The password was right: this attempt and the person's earlier slips are forgotten. */
  succeeded(account: string, address: string): void {
    const [both, ...others] = this.countersOf(account, address);
    if (both !== undefined) this.counters.delete(both[0]);
    for (const [key] of others) {
      const counter = this.counters.get(key);
      if (counter !== undefined) counter.attempts -= 1;
    }
  }

  private countersOf(account: string, address: string): (readonly [key: string, limit: number])[] {
    return [
      [`both ${address} ${account}`, LIMITS.accountAndAddress],
      [`address ${address}`, LIMITS.address],
      [`account ${account}`, LIMITS.account],
    ];
  }

  private count(key: string, now: Date): void {
    const counter = this.running(key, now);
    if (counter !== undefined) counter.attempts += 1;
    else this.add(key, { attempts: 1, endsAt: now.getTime() + WINDOW_MS });
  }

  private running(key: string, now: Date): Counter | undefined {
    const counter = this.counters.get(key);
    return counter !== undefined && counter.endsAt > now.getTime() ? counter : undefined;
  }

  private add(key: string, counter: Counter): void {
    this.counters.delete(key);
    const oldest = this.counters.keys().next();
    if (this.counters.size >= MOST_COUNTERS && oldest.done !== true) this.counters.delete(oldest.value);
    this.counters.set(key, counter);
  }
}
