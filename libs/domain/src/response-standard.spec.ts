import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createWorkingCalendar } from './calendar/create-working-calendar.js';
import { commitmentFor, parseResponseStandards, standardFor } from './response-standard.js';

const SHIPPED = join(__dirname, '../../../config/standards/default.yaml');

const standards = parseResponseStandards(
  {
    standards: [
      { name: 'everybody', workingDays: 3 },
      { name: 'reviews', match: { channels: ['review', 'social'] }, workingDays: 2 },
      { name: 'critical', match: { severities: ['critical'] }, workingDays: 1 },
      { name: 'critical reviews', match: { severities: ['critical'], channels: ['review'] }, workingDays: 5 },
    ],
  },
  'test.yaml',
);

describe('the response standard', () => {
  it('promises an answer within three working days as shipped', () => {
    const [shipped] = parseResponseStandards(parse(readFileSync(SHIPPED, 'utf8')), 'default.yaml');
    const calendar = createWorkingCalendar(
      { name: 'Helsinki', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' },
      null,
      2026,
    );
    const commitment = commitmentFor(shipped!, calendar, new Date('2026-12-04T16:40:00Z'));
    expect(commitment).toMatchObject({
      dueAt: new Date('2026-12-10T15:00:00Z'),
      workingDays: 3,
      standardName: 'Answer within three working days',
      calendarName: 'Helsinki',
    });
    expect(commitment.derivation.words).toContain('Thu 10 Dec day 3, due 17:00');
  });

  it.each([
    [{ channel: 'email' as const }, 'everybody'],
    [{ channel: 'social' as const }, 'reviews'],
    [{ channel: 'review' as const, severity: 'critical' as const }, 'critical reviews'],
    [{ channel: 'social' as const, severity: 'critical' as const }, 'critical'],
    [{}, 'everybody'],
  ])('the most specific wins, of equals the sooner: %j', (subject, name) => {
    expect(standardFor(standards, subject).name).toBe(name);
  });

  it.each([
    [
      { standards: [{ name: 'a', workingDays: -1 }] },
      /t\.yaml standards\[0\]\.workingDays: must be a whole number of working days from 0 to 2500, but here stands -1/,
    ],
    [
      { standards: [{ name: 'a', workingDays: 1, match: { channels: ['fax'] } }] },
      /standards\[0\]\.match\.channels\[0\]: must be one of email, .*'fax'/,
    ],
    [
      { standards: [{ name: 'a', workingDays: 1, match: { languages: ['fi'] } }] },
      /one standard must have an empty match/,
    ],
    [
      {
        standards: [
          { name: 'a', workingDays: 1 },
          { name: 'a', workingDays: 2 },
        ],
      },
      /standards\[1\]\.name: 'a' is already the name of standards\[0\]/,
    ],
    [{ standards: [] }, /standards: must hold a standard/],
    [null, /t\.yaml/],
  ])('is refused with file, place and what would be right: %j', (parsed, message) => {
    expect(() => parseResponseStandards(parsed, 't.yaml')).toThrow(message);
  });
});
