import fc from 'fast-check';
import { feedDate } from './feed-date.js';

describe('the date of a feed entry', () => {
  it.each([
    ['Mon, 02 Mar 2026 10:00:00 +0200', '2026-03-02T08:00:00.000Z'],
    ['Mon, 2 Mar 26 10:00 GMT', '2026-03-02T10:00:00.000Z'],
    ['02 Mar 2026 10:00:00 EST', '2026-03-02T15:00:00.000Z'],
    ['Mon, 02 Mar 2026 10:00:00 +0200 (EET)', '2026-03-02T08:00:00.000Z'],
    ['Mon,02 Mar 2026 24:00:00 Z', '2026-03-03T00:00:00.000Z'],
    ['Sat, 02-Mar-1996 10:00:00 UTC', '1996-03-02T10:00:00.000Z'],
    ['2026-03-02T10:00:00.5Z', '2026-03-02T10:00:00.500Z'],
    ['2026-03-02T10:00:00+05:30', '2026-03-02T04:30:00.000Z'],
    ['2026-03-02 10:00:00', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02 10:00:00 +0200', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['Mar 2, 2026 9:13 PM', '2026-03-02T21:13:00.000Z'],
    ['March 2nd, 2026 at 12:05 a.m.', '2026-03-02T00:05:00.000Z'],
    ['02.03.2026 21:13', '2026-03-02T21:13:00.000Z'],
    ['2. März 2026, 21:13 MEZ', '2026-03-02T20:13:00.000Z'],
    ['Пн, 2 марта 2026 10:00 MSK', '2026-03-02T07:00:00.000Z'],
    ['1772445660', '2026-03-02T10:01:00.000Z'],
    ['1772445660000', '2026-03-02T10:01:00.000Z'],
    ['Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00.000Z'],
  ])('%s → %s', (written, expected) => expect(feedDate(written)?.toISOString()).toBe(expected));

  it.each([
    null,
    '',
    'yesterday',
    '02/03/2026',
    '31 Feb 2026',
    '2026-13-01',
    '2026-02-30',
    '2026-03-02T25:00:00Z',
    '2026-03-02T10:61:00Z',
    'x'.repeat(500),
  ])('does not guess at %j', (written) => expect(feedDate(written)).toBeNull());

  it('reads back every date in the forms that programs write, and never throws', () => {
    const dates = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(feedDate(date.toISOString())).toEqual(date);
        expect(feedDate(date.toUTCString())?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const date = feedDate(text);
        if (date !== null) expect(Number.isNaN(date.getTime())).toBe(false);
      }),
    );
  });
});
