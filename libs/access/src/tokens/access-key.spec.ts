import fc from 'fast-check';
import { accessKeyHash, KEY_KINDS, newAccessKey, shownOf } from './access-key.js';

describe('a key', () => {
  it('is recognised by its beginning and its checksum, and is another each time', () => {
    const keys = Array.from({ length: 50 }, () => newAccessKey('token'));
    for (const key of keys) {
      expect(key).toMatch(/^earshot_[0-9A-Za-z]{38}$/);
      expect(accessKeyHash('token', key)).toHaveLength(32);
      expect(key.startsWith(shownOf('token', key))).toBe(true);
    }
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('with one character changed is no key', () => {
    const key = newAccessKey('token');
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...'aZ09_-'), (at, character) => {
        fc.pre(key[at] !== character);
        expect(accessKeyHash('token', key.slice(0, at) + character + key.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('of a calendar does not open the API', () => {
    const key = newAccessKey('calendar');
    expect(key.startsWith(KEY_KINDS.calendar)).toBe(true);
    expect(accessKeyHash('token', key)).toBeNull();
    expect(accessKeyHash('calendar', key)).not.toBeNull();
  });
});
