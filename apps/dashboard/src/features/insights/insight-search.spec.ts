import { insightQuery, insightSearch } from './insight-search.js';

const now = new Date('2026-11-21T23:30:00Z');

describe('the period of the figures', () => {
  it('is the last thirty days of the reader when nothing is said', () => {
    expect(insightQuery(insightSearch({}), now, 'Europe/Helsinki')).toEqual({
      from: '2026-10-24',
      to: '2026-11-22',
      zone: 'Europe/Helsinki',
      bucket: 'day',
    });
  });

  it.each([
    [{ days: '7' }, '2026-11-15', 'day'],
    [{ days: '90' }, '2026-08-24', 'week'],
    [{ days: '365' }, '2025-11-22', 'month'],
    [{ days: '365', bucket: 'week' }, '2025-11-22', 'week'],
    [{ days: '12' }, '2026-10-23', 'day'],
  ])('of %j begins on %s', (raw, from, bucket) => {
    expect(insightQuery(insightSearch(raw), now, 'UTC')).toMatchObject({ from, bucket, to: '2026-11-21' });
  });

  it('is two days of the address, unless they are the wrong way round', () => {
    const days = { from: '2026-01-01', to: '2026-03-31' };
    expect(insightQuery(insightSearch(days), now, 'UTC')).toMatchObject(days);
    expect(insightSearch({ from: days.to, to: days.from })).toMatchObject({ from: undefined, to: undefined });
  });
});
