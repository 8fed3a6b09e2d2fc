import { insightQuery, insightSearch, isFiltered } from './insight-search.js';

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

  it('is two days of the address', () => {
    const days = { from: '2026-01-01', to: '2026-03-31' };
    expect(insightQuery(insightSearch(days), now, 'UTC')).toMatchObject(days);
  });

  it.each([
    { from: '2026-03-31', to: '2026-01-01' },
    { from: '1900-01-01', to: '2026-11-21' },
  ])('is the usual one beside days that make none, and these stay to be told of: %j', (days) => {
    const search = insightSearch({ ...days, days: '7' });
    expect(search).toMatchObject(days);
    expect(insightQuery(search, now, 'UTC')).toMatchObject({ from: '2026-11-15', to: '2026-11-21' });
  });

  it.each([{ from: '2026-02-31', to: '2026-03-31' }, { from: '2026-13-01', to: '2026-03-31' }, { to: '2026-03-31' }])(
    'is not asked for by what is no day: %j',
    (raw) => {
      expect(insightSearch(raw)).toMatchObject({ from: undefined, to: undefined });
    },
  );

  it('is cut as it is asked for, where a chart has room for it', () => {
    const cut = (from: string) => insightQuery(insightSearch({ from, to: '2026-11-21', bucket: 'day' }), now, 'UTC');
    expect(cut('2025-10-18').bucket).toBe('day');
    expect(cut('2025-10-17').bucket).toBe('month');
  });
});

describe('what the figures are of', () => {
  const filters = { source: '3', language: 'lv', severity: 'high', topic: 'delivery', owner: 'nobody' };

  it('is what the address says', () => {
    expect(insightQuery(insightSearch(filters), now, 'UTC')).toMatchObject(filters);
    expect(insightQuery(insightSearch({ owner: '12' }), now, 'UTC').owner).toBe('12');
  });

  it('is everything where the address says what nobody can have meant', () => {
    const search = insightSearch({ source: '-1', language: '?', severity: 'awful', topic: 'weather', owner: 'you' });
    expect(isFiltered(search)).toBe(false);
    expect(Object.keys(insightQuery(search, now, 'UTC'))).toEqual(['from', 'to', 'zone', 'bucket']);
  });
});
