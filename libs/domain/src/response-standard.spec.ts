import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createWorkingCalendar } from './calendar/create-working-calendar.js';
import { commitmentFor } from './commitment.js';
import { parseResponseStandards, standardFor, targetFor } from './response-standard.js';

const SHIPPED = join(__dirname, '../../../config/standards/default.yaml');

const standards = parseResponseStandards(
  {
    standards: [
      { name: 'everybody', workingDays: 3 },
      { name: 'reviews', match: { channels: ['review', 'social'] }, firstAnswer: '2 working days' },
      { name: 'critical', match: { severities: ['critical'] }, firstAnswer: 1 },
      { name: 'critical reviews', match: { severities: ['critical'], channels: ['review'] }, workingDays: 5 },
      { name: 'calls', match: { channels: ['phone'] }, firstAnswer: '4 working hours' },
      { name: 'calls too', match: { channels: ['phone'] }, firstAnswer: 'same working day' },
    ],
  },
  'test.yaml',
);

const helsinki = createWorkingCalendar(
  { name: 'Helsinki', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' },
  null,
  2026,
);
const FRIDAY_EVENING = new Date('2026-12-04T16:40:00Z');

describe('the response standard as shipped', () => {
  const [shipped] = parseResponseStandards(parse(readFileSync(SHIPPED, 'utf8')), 'default.yaml');

  it.each(['first_answer', 'next_answer'] as const)('promises the %s within three working days', (clock) => {
    const start = { clock, severity: 'high' as const, startedAt: FRIDAY_EVENING };
    const commitment = commitmentFor(shipped!, helsinki, start);
    expect(commitment).toMatchObject({
      dueAt: new Date('2026-12-10T15:00:00Z'),
      target: { unit: 'working_days', amount: 3 },
      standardName: 'Answer within three working days',
      calendarName: 'Helsinki',
    });
    expect(commitment?.derivation.words).toContain('Thu 10 Dec day 3, due 17:00');
  });

  it.each(['first_answer', 'next_answer'] as const)('promises the %s on the same day when critical', (clock) => {
    const start = { clock, severity: 'critical' as const, startedAt: FRIDAY_EVENING };
    expect(commitmentFor(shipped!, helsinki, start)?.dueAt).toEqual(new Date('2026-12-07T15:00:00Z'));
  });

  it('runs no solution clock', () => {
    const start = { clock: 'solution' as const, severity: 'critical' as const, startedAt: FRIDAY_EVENING };
    expect(commitmentFor(shipped!, helsinki, start)).toBeNull();
  });

  it('warns, then escalates to owner, lead and manager', () => {
    expect(shipped?.escalation.map(({ key, tell }) => [key, ...tell])).toEqual([
      ['50% if unassigned', 'team'],
      ['1d before', 'owner'],
      ['120m before', 'owner', 'lead'],
      ['due', 'owner', 'lead'],
      ['1d after', 'manager'],
    ]);
  });
});

describe('a response standard', () => {
  it.each([
    [{ channel: 'email' as const }, 'everybody'],
    [{ channel: 'social' as const }, 'reviews'],
    [{ channel: 'review' as const, severity: 'critical' as const }, 'critical reviews'],
    [{ channel: 'social' as const, severity: 'critical' as const }, 'critical'],
    [{ channel: 'phone' as const }, 'calls'],
    [{}, 'everybody'],
  ])('is the most specific one, of equals the sooner: %j', (subject, name) => {
    expect(standardFor(standards, subject).name).toBe(name);
  });

  it('may count in working hours, and explains them', () => {
    const calls = standards.find(({ name }) => name === 'calls')!;
    const startedAt = new Date('2026-12-04T14:30:00Z');
    const commitment = commitmentFor(calls, helsinki, { clock: 'first_answer', severity: null, startedAt });
    expect(commitment?.dueAt).toEqual(new Date('2026-12-07T10:30:00Z'));
    expect(commitment?.derivation.words).toBe(
      'Fri 16:30; 30 minutes of Fri 4 Dec counted; closed until Mon 7 Dec 09:00; 210 minutes of Mon 7 Dec counted, due 12:30',
    );
  });

  it('gives the next answer as long as the first, severity by severity, unless it says otherwise', () => {
    const [standard] = parseResponseStandards(
      {
        standards: [
          {
            name: 'a',
            firstAnswer: 3,
            nextAnswer: '2 working days',
            solution: 10,
            bySeverity: { critical: { firstAnswer: '2 working hours' }, high: { solution: 5 } },
          },
        ],
      },
      't.yaml',
    );
    const amounts = (severity: 'critical' | 'high' | 'low') =>
      (['first_answer', 'next_answer', 'solution'] as const).map((clock) => {
        const target = targetFor(standard!, clock, severity);
        return `${target?.amount} ${target?.unit}`;
      });
    expect(amounts('critical')).toEqual(['120 working_minutes', '120 working_minutes', '10 working_days']);
    expect(amounts('high')).toEqual(['3 working_days', '2 working_days', '5 working_days']);
    expect(amounts('low')).toEqual(['3 working_days', '2 working_days', '10 working_days']);
  });

  it.each([
    [
      { standards: [{ name: 'a', workingDays: -1 }] },
      /t\.yaml standards\[0\]\.workingDays: must be a whole number of working days from 0 to 2500, but here stands -1/,
    ],
    [
      { standards: [{ name: 'a', firstAnswer: 'soon' }] },
      /t\.yaml standards\[0\]\.firstAnswer: must be a time such as '3 working days', .* but here stands 'soon'/,
    ],
    [{ standards: [{ name: 'a', firstAnswer: '9999 working days' }] }, /firstAnswer: must be a time/],
    [{ standards: [{ name: 'a', firstAnswer: '0 working hours' }] }, /firstAnswer: must be a time/],
    [{ standards: [{ name: 'a' }] }, /standards\[0\]\.firstAnswer: must say how soon/],
    [{ standards: [{ name: 'a', workingDays: 1, firstAnswer: 1 }] }, /workingDays: says the same as firstAnswer/],
    [
      { standards: [{ name: 'a', firstAnswer: 1, bySeverity: { awful: { firstAnswer: 1 } } }] },
      /standards\[0\]\.bySeverity/,
    ],
    [
      { standards: [{ name: 'a', firstAnswer: 1, bySeverity: { high: { first: 1 } } }] },
      /bySeverity\.high: 'first' is not known here/,
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
    [
      { standards: [{ name: 'a', firstAnswer: 1 }], escalation: [{ at: 'tomorrow', tell: ['owner'] }] },
      /escalation\[0\]\.at: must be a time such as '50 % of the time', .* but here stands 'tomorrow'/,
    ],
    [
      { standards: [{ name: 'a', firstAnswer: 1 }], escalation: [{ at: 'when due', tell: ['boss'] }] },
      /escalation\[0\]\.tell\[0\]: must be one of owner, lead, manager, team, but here stands 'boss'/,
    ],
    [
      {
        standards: [{ name: 'a', firstAnswer: 1 }],
        escalation: [
          { at: '2 working hours before', tell: ['owner'] },
          { at: '120 working minutes before', tell: ['lead'] },
        ],
      },
      /escalation\[1\]\.at: is the same step as escalation\[0\]/,
    ],
    [{ standards: [] }, /standards: must hold a standard/],
    [null, /t\.yaml/],
  ])('is refused with file, place and what would be right: %j', (parsed, message) => {
    expect(() => parseResponseStandards(parsed, 't.yaml')).toThrow(message);
  });
});
