import { networkOf } from './network-of.js';

describe('whom an address stands for', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 'the same address'],
    ['::ffff:192.0.2.1', '192.0.2.1', 'the same address, written as IPv6'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', 'the same network of IPv6'],
  ])('%s and %s are %s', (one, other) => expect(networkOf(one)).toBe(networkOf(other)));

  it.each([
    ['192.0.2.1', '192.0.2.2'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['', '192.0.2.1'],
  ])('%s and %s are two', (one, other) => expect(networkOf(one)).not.toBe(networkOf(other)));
});
