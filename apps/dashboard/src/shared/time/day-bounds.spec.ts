import { dayEnd, dayStart } from './day-bounds.js';

describe('the bounds of a day', () => {
  it.each([
    ['2026-11-22', 'Europe/Helsinki', '2026-11-21T22:00:00.000Z', '2026-11-22T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Riga', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    ['2026-10-25', 'Europe/Ljubljana', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-02-28', 'Asia/Jakarta', '2026-02-27T17:00:00.000Z', '2026-02-28T17:00:00.000Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-01T07:00:00.000Z', '2026-11-02T08:00:00.000Z'],
  ])('of %s in %s are %s and %s', (day, zone, start, end) => {
    expect(dayStart(day, zone).toISOString()).toBe(start);
    expect(dayEnd(day, zone).toISOString()).toBe(end);
  });
});
