import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { createWorkingCalendar } from './calendar/create-working-calendar.js';
import { dueAt } from './calendar/due-at.js';
import { nextOpenMoment } from './calendar/working-time.js';
import { escalationPlan } from './escalation-plan.js';
import { readEscalation } from './escalation-step.js';
import { standardsSchema } from './response-standard.js';

const SHIPPED = join(__dirname, '../../../config/standards/default.yaml');
const steps = readEscalation(standardsSchema.parse(parse(readFileSync(SHIPPED, 'utf8'))).escalation);
const zone = 'Europe/Helsinki';
const office = createWorkingCalendar({ name: 'office', zone, country: 'FI', hours: '09:00-17:00' }, null, 2026);
const at = (text: string) => DateTime.fromISO(text, { zone }).toJSDate();

function planned(startedAt: string, dueAt: string, critical = false, which = steps) {
  return escalationPlan(which, { startedAt: at(startedAt), dueAt: at(dueAt), critical }, office).map(
    (step) => `${DateTime.fromJSDate(step.at, { zone }).toFormat('ccc d HH:mm')} ${step.key}`,
  );
}

describe('the shipped steps', () => {
  it('of three working days: half of the time, one day, two hours, overdue, a day overdue', () => {
    expect(planned('2026-12-07T09:00', '2026-12-10T17:00')).toEqual([
      'Wed 9 09:00 50% if unassigned',
      'Thu 10 09:00 1d before',
      'Thu 10 15:00 120m before',
      'Fri 11 09:00 due',
      'Mon 14 09:00 1d after',
    ]);
  });

  it('of a critical matter come at any hour', () => {
    expect(planned('2026-12-07T10:00', '2026-12-07T17:00', true)).toEqual([
      'Mon 7 13:30 50% if unassigned',
      'Mon 7 15:00 120m before',
      'Mon 7 17:00 due',
      'Tue 8 17:00 1d after',
    ]);
  });

  it('of an hour do not come all at once: the nearest warning is told at the start', () => {
    expect(planned('2026-12-07T10:00', '2026-12-07T11:00')).toEqual([
      'Mon 7 10:00 120m before',
      'Mon 7 10:30 50% if unassigned',
      'Mon 7 11:00 due',
      'Tue 8 11:00 1d after',
    ]);
  });
});

describe('steps that wait for the same opening', () => {
  it('are told as the one that is nearest to the deadline', () => {
    const own = readEscalation([
      { at: '2 working days before', tell: ['owner'] },
      { at: '1 working day before', tell: ['owner'] },
      { at: '9 working hours before', tell: ['lead'] },
      { at: '1 working day before', if: 'unacknowledged', tell: ['team'] },
    ]);
    // Thursday 17:00 and Friday 09:00 are one moment for people who go home at five.
    expect(planned('2026-12-01T09:00', '2026-12-11T17:00', false, own)).toEqual([
      'Thu 10 09:00 2d before',
      'Thu 10 16:00 540m before',
      'Fri 11 09:00 1d before',
      'Fri 11 09:00 1d before if unacknowledged',
    ]);
    const both = readEscalation([
      { at: '1 working day before', tell: ['owner'] },
      { at: '8 working hours before', tell: ['lead'] },
    ]);
    expect(planned('2026-12-01T09:00', '2026-12-11T17:00', false, both)).toEqual(['Fri 11 09:00 480m before']);
  });
});

describe('any plan', () => {
  const written = fc.uniqueArray(
    fc.constantFrom(
      '25 % of the time',
      '50 % of the time',
      '99 % of the time',
      '3 working days before',
      '1 working day before',
      '2 working hours before',
      '1 working minute before',
      'when due',
      '30 working minutes after',
      '2 working days after',
    ),
    { maxLength: 10 },
  );

  it('is in order, within working hours, and warns between start and deadline', () => {
    fc.assert(
      fc.property(
        written,
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (texts, startedAt, days, critical) => {
          const own = readEscalation(texts.map((text) => ({ at: text, tell: ['owner' as const] })));
          const deadline = { startedAt, dueAt: dueAt(startedAt, days, office).dueAt, critical };
          const plan = escalationPlan(own, deadline, office);
          plan.forEach((step, i) => {
            const warns = step.key.endsWith('before') || step.key.endsWith('%');
            expect(step.at >= startedAt).toBe(true);
            expect(step.at < deadline.dueAt).toBe(warns);
            expect(i === 0 || step.at >= plan[i - 1]!.at).toBe(true);
            if (!critical) expect(nextOpenMoment(step.at, office)).toEqual(step.at);
          });
          const warnings = plan.filter((step) => step.at < deadline.dueAt).map((step) => step.at.getTime());
          expect(new Set(warnings).size).toBe(warnings.length);
          if (texts.some((text) => text.endsWith('before'))) expect(warnings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
