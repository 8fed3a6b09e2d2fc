/** An entry of a calendar; texts are plain and of any length. */
export interface CalendarEvent {
  /** The same for as long as the thing is the same, in every version of it. */
  readonly uid: string;
  /** Counts up with every change. */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly start: Date;
  readonly end: Date;
  readonly summary: string;
  readonly url: string;
}

const NEW_LINE = '\r\n';
/** Of a line without its end, in UTF-8: RFC 5545, section 3.1. */
const LONGEST_LINE_OCTETS = 75;

/**
 * A calendar (RFC 5545) with events in UTC that take no time of the day away (TRANSP): a deadline is no appointment.
 * DTSTAMP is the last change, as section 3.8.7.2 has it for calendars that are published without a METHOD, so that the
 * text changes only with what it tells.
 * @param name shown by most programs as the calendar's own
 */
export function calendarText(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Earshot//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    // RFC 7986, section 5.7: how often it is worth asking again.
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => folded(line) + NEW_LINE).join('');
}

function eventLines({ uid, sequence, changedAt, start, end, summary, url }: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(changedAt)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(summary)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'END:VEVENT',
  ];
}

/** `20261118T100000Z`: section 3.3.5, form 2. Fractions of a second are cut off. */
const utc = (at: Date): string =>
  `${at
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .slice(0, 15)}Z`;

/** TEXT of section 3.3.11; other control characters must not occur. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

/** Long lines go on after a line end and a space, never within a character. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE_OCTETS) {
      text += `${NEW_LINE} `;
      // The space counts.
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
