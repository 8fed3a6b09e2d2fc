import { FormThrottle } from './form-throttle.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const HOUR_MS = 3_600_000;

describe('how often an address may send a form', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 'the same address'],
    ['::ffff:192.0.2.1', '192.0.2.1', 'the same address, written as IPv6'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', 'the same network of IPv6'],
  ])('%s and %s are %s', (one, other) => {
    const throttle = new FormThrottle();
    expect(throttle.attempt('7', one, 1, NOW)).toBe(0);
    expect(throttle.attempt('7', other, 1, NOW)).toBe(HOUR_MS);
    expect(throttle.attempt('8', other, 1, NOW)).toBe(0);
    expect(throttle.attempt('7', other, 1, new Date(NOW.getTime() + HOUR_MS))).toBe(0);
  });

  it.each([
    ['192.0.2.1', '192.0.2.2'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['', '192.0.2.1'],
  ])('%s and %s are two', (one, other) => {
    const throttle = new FormThrottle();
    expect([throttle.attempt('7', one, 1, NOW), throttle.attempt('7', other, 1, NOW)]).toEqual([0, 0]);
  });
});
