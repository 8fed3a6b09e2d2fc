import { parsePolicyDocument } from './policy-document.js';
import { Policy } from './policy.js';
import { InvalidInput } from './errors.js';

const NOW = new Date('2026-12-01T10:00:00Z');
const written = {
  calendars: [
    { name: 'Helsinki', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' },
    { name: 'Jakarta', zone: 'Asia/Jakarta', country: 'ID', hours: '08:00-12:00,13:00-16:00' },
  ],
  standards: [
    { name: 'all', firstAnswer: '3 working days' },
    {
      name: 'Indonesian',
      match: { languages: ['id'] },
      calendar: 'Jakarta',
      firstAnswer: '2 working hours',
      escalation: [{ at: 'when due', tell: ['manager'] }],
    },
  ],
  escalation: [{ at: '2 working hours before', tell: ['owner'] }],
};

function faultsOf(change: object): string[] {
  try {
    parsePolicyDocument({ ...written, ...change }, 'request');
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('a policy', () => {
  const policy = Policy.of(parsePolicyDocument(written, ''), () => null, NOW);
  const start = { clock: 'first_answer' as const, severity: null, startedAt: new Date('2026-12-04T09:30:00Z') };

  it('counts each promise on the calendar of its standard', () => {
    expect(policy.commit({ language: 'fi' }, start)).toMatchObject({
      calendarName: 'Helsinki',
      dueAt: new Date('2026-12-09T15:00:00Z'),
    });
    // 16:30 in Jakarta, after closing.
    expect(policy.commit({ language: 'id' }, start)).toMatchObject({
      calendarName: 'Jakarta',
      zone: 'Asia/Jakarta',
      dueAt: new Date('2026-12-07T03:00:00Z'),
    });
  });

  it('has no clock that its standard does not name', () => {
    expect(policy.commit({}, { ...start, clock: 'solution' })).toBeNull();
  });

  it('tells by the steps of the standard, and by those of all for a standard that was dropped', () => {
    const promise = policy.commit({ language: 'id' }, start)!;
    expect(policy.escalations(promise, true).map(({ key }) => key)).toEqual(['due']);
    expect(policy.escalations({ ...promise, standardName: 'dropped' }, true).map(({ key }) => key)).toEqual([
      '120m before',
    ]);
  });

  it('counts on the house’s calendar when one was dropped', () => {
    expect(policy.calendar('dropped').name).toBe('Helsinki');
  });

  it('is the same when it is read from what was stored of it', () => {
    const document = parsePolicyDocument(written, '');
    expect(parsePolicyDocument(JSON.parse(JSON.stringify(document)), '')).toEqual(document);
  });

  it.each([
    [{ calendars: [] }, /^request calendars: must hold the house's own calendar/],
    [
      { calendars: [{ ...written.calendars[0], zone: 'Mars' }, written.calendars[1]] },
      /^request calendars\[0\]\.zone: 'Mars' is not a zone/,
    ],
    [
      {
        calendars: [written.calendars[0], { ...written.calendars[1], name: 'Helsinki' }],
        standards: [written.standards[0]],
      },
      /^request calendars\[1\]\.name: 'Helsinki' is already the name of calendars\[0\]/,
    ],
    [
      { calendars: [written.calendars[0]] },
      /^request standards\[1\]\.calendar: 'Jakarta' is not a calendar of this policy: right is one of Helsinki$/,
    ],
    [{ retime: 'all' }, /^request: 'retime' is not known here$/],
  ])('is refused with place, value and what would be right: %j', (change, message) => {
    const faults = faultsOf(change);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  it('is told all its faults at once', () => {
    const calendars = [{ ...written.calendars[0], zone: 'Mars', country: 'XX', hours: 'never' }];
    expect(faultsOf({ calendars, standards: [{ name: 'a', match: { languages: ['fi'] } }] })).toHaveLength(5);
  });

  it('is refused when nothing could ever be due', () => {
    const closed = { ...written.calendars[0], closed: [{ day: '01-01 P366D', name: 'sabbatical' }] };
    const document = parsePolicyDocument({ ...written, calendars: [closed, written.calendars[1]] }, '');
    expect(() => Policy.of(document, () => null, NOW)).toThrow('The working calendar cannot be used');
  });
});
