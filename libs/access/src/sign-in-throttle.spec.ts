import { LIMITS, SignInThrottle, TooManyAttempts, WINDOW_MS } from './sign-in-throttle.js';

const NOW = new Date('2026-11-18T10:00:00Z');
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

function attempts(
  throttle: SignInThrottle,
  count: number,
  of: (i: number) => [account: string, address: string],
): number {
  let allowed = 0;
  for (let i = 0; i < count; i++) {
    try {
      throttle.attempt(...of(i), NOW);
      allowed += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(TooManyAttempts);
    }
  }
  return allowed;
}

describe('guessing passwords', () => {
  it.each<[string, number, (i: number) => [string, string]]>([
    ['of one account from one address', LIMITS.accountAndAddress, () => ['a', '1']],
    ['of many accounts from one address', LIMITS.address, (i) => [`a${i}`, '1']],
    ['of one account from many addresses', LIMITS.account, (i) => ['a', String(i)]],
  ])('%s ends after %i attempts', (_, limit, of) => {
    expect(attempts(new SignInThrottle(), 300, of)).toBe(limit);
  });

  it('goes on when the window is over, and says when that is', () => {
    const throttle = new SignInThrottle();
    attempts(throttle, 10, () => ['a', '1']);
    expect(() => throttle.attempt('a', '1', later(WINDOW_MS - 60_000))).toThrow('try again in 60 seconds');
    expect(() => throttle.attempt('a', '1', later(WINDOW_MS))).not.toThrow();
  });

  it('does not lock out the same person elsewhere', () => {
    const throttle = new SignInThrottle();
    attempts(throttle, 50, () => ['a', 'stranger']);
    expect(() => throttle.attempt('a', 'home', NOW)).not.toThrow();
  });
});

describe('a person who signs in', () => {
  it('begins anew, and does not count against the office they sit in', () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 500; i++) {
      throttle.attempt(`a${i}`, 'office', NOW);
      throttle.succeeded(`a${i}`, 'office');
    }
    attempts(throttle, 9, () => ['a', 'office']);
    throttle.attempt('a', 'office', NOW);
    throttle.succeeded('a', 'office');
    expect(attempts(throttle, 20, () => ['a', 'office'])).toBe(LIMITS.accountAndAddress);
  });
});
