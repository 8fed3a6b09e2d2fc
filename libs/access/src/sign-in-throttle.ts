import { WindowCounters } from './window-counters.js';

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

/**
 * Counts sign-ins that failed, in the memory of this process: with several processes the limits hold for each of them.
 * An attempt is counted before its password is checked, so that parallel guesses count too.
 */
export class SignInThrottle {
  private readonly counters = new WindowCounters(WINDOW_MS);

  /** @throws TooManyAttempts before the password is looked at. */
  attempt(account: string, address: string, now: Date): void {
    const counted = countedNames(account, address);
    const waits = counted.map(([name, limit]) => this.counters.waitMs(name, limit, now));
    const longest = Math.max(...waits);
    if (longest > 0) throw new TooManyAttempts(Math.ceil(longest / 1000));
    for (const [name] of counted) this.counters.count(name, now);
  }

  /** The password was right: this attempt and the person's earlier slips are forgotten. */
  succeeded(account: string, address: string): void {
    const [both, ...others] = countedNames(account, address);
    if (both !== undefined) this.counters.forget(both[0]);
    for (const [name] of others) this.counters.takeBack(name);
  }
}

function countedNames(account: string, address: string): (readonly [name: string, limit: number])[] {
  return [
    [`both ${address} ${account}`, LIMITS.accountAndAddress],
    [`address ${address}`, LIMITS.address],
    [`account ${account}`, LIMITS.account],
  ];
}
