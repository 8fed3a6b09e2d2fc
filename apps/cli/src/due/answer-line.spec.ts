import { answerLine } from './answer-line.js';
import { DueDesk } from './due-desk.js';

const christmas = {
  country: 'FI',
  zone: 'Europe/Helsinki',
  hours: '09:00-17:00',
  days: 'mon-fri',
  received: '2026-12-23T15:00:00+02:00',
  workingDays: 3,
};

function ask(change: object, explain = false) {
  return answerLine(JSON.stringify({ ...christmas, ...change }), new DueDesk(), explain);
}

describe('a line of earshot due --jsonl', () => {
  it('is answered with the offset of the zone and the shipped closing days', () => {
    expect(ask({})).toEqual({ due: '2026-12-30T17:00:00+02:00' });
    expect(ask({ id: 7, country: 'fi', received: '2026-06-18T23:00:00Z' })).toEqual({
      due: '2026-06-25T17:00:00+03:00',
    });
    expect(ask({ zone: 'UTC', country: 'LV', region: null })).toEqual({ due: '2026-12-30T17:00:00+00:00' });
  });

  it('reads a time without an offset in the zone', () => {
    expect(ask({ zone: 'America/New_York', country: 'US', received: '2026-12-23T16:59', workingDays: 1 })).toEqual({
      due: '2026-12-24T17:00:00-05:00',
    });
  });

  it('explains the steps when asked to', () => {
    expect(ask({ workingDays: 1 }, true)).toEqual({
      due: '2026-12-28T17:00:00+02:00',
      steps: [
        'Wed 15:00 → counts as Wed 23 Dec',
        'Thu 24 Dec skipped (Christmas Eve)',
        'Fri 25 Dec skipped (Christmas Day)',
        'Mon 28 Dec day 1, due 17:00',
      ],
    });
  });

  it.each([
    [{ workingDays: '3' }, "workingDays: must be a whole number from 0 to 2500, but here stands '3'"],
    [
      { received: 'tomorrow' },
      "received: 'tomorrow' is not a time of ISO 8601; right is for example 2026-12-23T15:00:00+02:00",
    ],
    [{ received: '0026-12-23T15:00' }, "received: '0026-12-23T15:00' is outside the years 1970 to 2199"],
    [{ country: undefined }, 'country: must be a country code such as FI'],
    [{ region: 'XX' }, "region: 'XX' is not a known region of FI; the holidays of FI do not differ by region"],
    [
      { days: 'weekdays', hours: 'late' },
      "days: 'weekdays' names no days: right is for example 'mon-fri', 'mon,wed,fri' or 'sun-thu'; " +
        "hours: 'late' is not a list of hours: right is for example '09:00-17:00' or '09:00-12:00,13:00-17:00'",
    ],
  ])('says what is wrong with %j', (change, error) => {
    expect(ask(change)).toEqual({ error });
  });

  it.each([
    ['{"country":', 'The line is not JSON: '],
    ['[]', 'must be an object {country, region?, zone, '],
  ])('says when it cannot be read at all: %s', (line, error) => {
    expect(JSON.stringify(answerLine(line, new DueDesk(), false))).toContain(`{"error":"${error}`);
  });

  it('reads a time the same whichever way it is read', () => {
    const at = (received: string) => ask({ received, workingDays: 0 });
    // With seconds of four places it is read by the calendar library, without by the platform.
    for (const [plain, other] of [
      ['2026-12-22T23:30:00-05:00', '2026-12-22T23:30:00.0000-05:00'],
      ['2026-06-18T09:00Z', '2026-06-18T09:00:00.0000Z'],
      ['1985-03-01T12:00:00.250+14:00', '1985-03-01T12:00:00.2500+14:00'],
    ] as const)
      expect(at(plain)).toEqual(at(other));
    expect(at('2026-02-30T09:00:00Z')).toHaveProperty('error');
    expect(at('2026-02-28T24:61:00Z')).toHaveProperty('error');
  });
});
