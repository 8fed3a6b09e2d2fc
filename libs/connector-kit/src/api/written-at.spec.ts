import { apiDate, writtenAt } from './written-at.js';

const NOW = new Date('2026-03-03T12:00:00Z');

describe('dates of services', () => {
  it.each([
    ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02T10:00:00.123456+00:00', '2026-03-02T10:00:00.123Z'],
    ['2026-03-02 10:00:00', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02T03:00:00-0700', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    [1772445600, '2026-03-02T10:00:00.000Z'],
    ['1772445600000', '2026-03-02T10:00:00.000Z'],
  ])('%j is %s', (written, read) => expect(apiDate(written)?.toISOString()).toBe(read));

  it.each([['yesterday'], [''], ['2026-13-02T10:00:00Z'], [NaN], [Infinity], [1e300], [null], [{}], [true]])(
    '%j is none',
    (written) => expect(apiDate(written)).toBeNull(),
  );

  it('lets no message be from the future', () => {
    const aLittleAhead = new Date(NOW.getTime() + 60_000);
    expect(writtenAt(aLittleAhead, NOW)).toEqual({ sentAt: NOW, tags: [] });
    expect(writtenAt(new Date('2026-03-04'), NOW)).toEqual({ sentAt: NOW, tags: ['date-implausible'] });
  });
});
