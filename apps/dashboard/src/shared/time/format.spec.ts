import { dueGroup } from './due-group';
import { formatDuration, formatInstant, formatRelative, formattingLocale, knownZone } from './format';

const helsinki = { locale: 'en-GB', zone: 'Europe/Helsinki' };
const now = new Date('2026-11-24T08:00:00Z');
const at = (iso: string): Date => new Date(iso);

describe('dates as people read them', () => {
  it('writes date and time in the zone of the reader, not of the browser', () => {
    expect(formatInstant(at('2026-11-26T15:00:00Z'), now, helsinki)).toBe('Thu 26 Nov, 17:00');
  });

  it('adds the year when it is another one', () => {
    expect(formatInstant(at('2027-01-04T15:00:00Z'), now, helsinki)).toContain('2027');
  });

  it.each([
    ['2026-11-24T08:25:30Z', 'in 25 minutes'],
    ['2026-11-24T07:55:00Z', '5 minutes ago'],
    ['2026-11-25T15:00:00Z', 'in 31 hours'],
    ['2026-11-27T07:59:00Z', 'in 2 days'],
    ['2026-11-20T08:00:00Z', '4 days ago'],
  ])('tells %s as "%s"', (instant, words) => {
    expect(formatRelative(at(instant), now, helsinki)).toBe(words);
  });

  it('says now, and not 0 minutes', () => {
    expect(formatRelative(at('2026-11-24T08:00:40Z'), now, helsinki)).toBe('now');
    expect(formatRelative(at('2026-11-24T07:59:30Z'), now, { ...helsinki, locale: 'fi' })).toBe('nyt');
  });

  it('tells the length of a delay', () => {
    expect(formatDuration(3 * 3_600_000 + 59 * 60_000, helsinki)).toBe('3 hours');
  });

  it('takes the variant of the language that the browser prefers', () => {
    expect(formattingLocale('en', ['fi-FI', 'en-US'])).toBe('en-US');
    expect(formattingLocale('en', ['fi-FI'])).toBe('en-GB');
    expect(formattingLocale('en', ['en-US@posix'])).toBe('en-GB');
    expect(formattingLocale('fi', ['fi'])).toBe('fi');
  });

  it('falls back to the zone of the browser when the zone is unknown', () => {
    expect(knownZone('Mars/Olympus')).toBe(new Intl.DateTimeFormat('en').resolvedOptions().timeZone);
  });
});

describe('the headings of the list', () => {
  it.each([
    [null, 'no-deadline'],
    ['2026-11-24T07:59:59Z', 'overdue'],
    ['2026-11-24T21:59:00Z', 'today'],
    // Midnight in Helsinki is 22:00 UTC.
    ['2026-11-24T22:01:00Z', 'tomorrow'],
    ['2026-11-30T10:00:00Z', 'this-week'],
    ['2026-12-01T10:00:00Z', 'later'],
  ] as const)('puts %s under %s', (dueAt, group) => {
    expect(dueGroup(dueAt === null ? null : at(dueAt), now, helsinki)).toBe(group);
  });
});
