import { leftImpossibly, tooFarAhead, tooValuable } from './plausible.js';

const NOW = new Date('2026-11-17T08:00:00Z');

describe('a value that nobody means', () => {
  it.each([
    ['a promise for the year 9999', tooFarAhead('dueOn', new Date('9999-12-31T00:00:00Z'), NOW, 730), '2028-11-16'],
    ['ten milliards of euros', tooValuable('value', '9999999999', 'EUR'), 'at most 1000000 EUR'],
    ['ten milliards of rupiah', tooValuable('value', '9999999999', 'IDR'), 'at most 1000000000 IDR'],
    ['a customer who left in 2999', leftImpossibly('leftAt', new Date('2999-01-01T00:00:00Z'), NOW), 'the future'],
    ['a customer who left in the year 1', leftImpossibly('leftAt', new Date('0001-01-01T00:00:00Z'), NOW), '1970'],
  ])('is refused with what would be right: %s', (_, faults, message) => {
    expect(faults).toEqual([
      { path: expect.any(String) as string, message: expect.stringContaining(message) as string },
    ]);
  });

  it('is none of those that people mean', () => {
    expect([
      ...tooFarAhead('dueOn', new Date('2028-11-16T00:00:00Z'), NOW, 730),
      ...tooValuable('value', '1000000.00', 'EUR'),
      ...tooValuable('value', '250000000', 'IDR'),
      ...leftImpossibly('leftAt', new Date(NOW.getTime() + 1000), NOW),
      ...leftImpossibly('leftAt', new Date('1999-01-01T00:00:00Z'), NOW),
    ]).toEqual([]);
  });
});
