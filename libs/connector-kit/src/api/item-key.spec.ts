import { itemKey, withoutOutdated } from './item-key.js';

describe('the keys of items that were read', () => {
  const [a, b, other] = [itemKey('7', 'A'), itemKey('7', 'B'), itemKey('8', 'A')];

  it('tell items and their revisions apart in 24 characters', () => {
    expect(new Set([a, b, other]).size).toBe(3);
    expect([a, b, other].every((key) => key.length === 24)).toBe(true);
  });

  it('forget the earlier words of an item that has others now', () => {
    expect(withoutOutdated([a, other], [b])).toEqual([other]);
    expect(withoutOutdated([b, other], [a, b])).toEqual([b, other]);
    expect(withoutOutdated([a, other], [])).toEqual([a, other]);
  });
});
