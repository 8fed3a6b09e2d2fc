import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarText, type CalendarEvent } from './calendar-text.js';

const EVENT: CalendarEvent = {
  uid: 'task-7@earshot.example.org',
  sequence: 3,
  changedAt: new Date('2026-11-17T09:30:00.123Z'),
  start: new Date('2026-11-19T14:30:00Z'),
  end: new Date('2026-11-19T15:00:00Z'),
  summary: 'Answer',
  url: 'https://earshot.example.org/cases/7',
};

const parsed = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component));

describe('a calendar', () => {
  it('reads back as it was in another program', () => {
    const [event] = parsed(calendarText('Deadlines', [EVENT]));
    expect(event?.uid).toBe(EVENT.uid);
    expect(event?.sequence).toBe(3);
    expect(event?.startDate.toJSDate()).toEqual(EVENT.start);
    expect(event?.endDate.toJSDate()).toEqual(EVENT.end);
    expect(event?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-17T09:30:00Z');
    expect(event?.component.getFirstPropertyValue('url')).toBe(EVENT.url);
  });

  it('without anything to do is a calendar all the same', () => {
    expect(parsed(calendarText('Deadlines', []))).toEqual([]);
  });

  it('keeps every text, in lines of at most 75 octets that break no character', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ä', 'š', '🙂', 'Ж', ',', ';', '\\', '\n', ' ', ':', '"') });
    fc.assert(
      fc.property(text, (summary) => {
        const calendar = calendarText('Deadlines', [{ ...EVENT, summary: `x${summary}` }]);
        for (const line of calendar.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(parsed(calendar)[0]?.summary).toBe(`x${summary}`);
      }),
    );
  });

  it('takes no property from what stands in a text', () => {
    const calendar = calendarText('a\r\nATTENDEE:mailto:x@example.org', [{ ...EVENT, summary: 'a\r\nEND:VCALENDAR' }]);
    expect(calendar.split('\r\n').filter((line) => /^(ATTENDEE|END:VCALENDAR)/.test(line))).toEqual(['END:VCALENDAR']);
  });
});
