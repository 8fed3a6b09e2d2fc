import { apiDate } from '@earshot/connector-kit';
import { DateTime } from 'luxon';
import type { WebPageOptions } from './web-page-options.js';

export type DateManner = Pick<WebPageOptions, 'dateFormat' | 'locale' | 'zone'>;

/** Ways of writing a date that can mean one day only. `03/04/2026` can not. */
const PLAIN = ['d MMMM yyyy', 'd MMM yyyy', 'MMMM d, yyyy', 'MMM d, yyyy', 'yyyy/MM/dd'];

/**
 * The time that a page writes: ISO 8601, Unix seconds, in the format that the source names, as mails and HTTP headers
 * write it, or in plain English.
 *
 * @returns `null` for anything else; what may mean two days is not guessed at
 */
export function writtenDate(written: string | null, { dateFormat, locale, zone }: DateManner): Date | null {
  if (written === null) return null;
  const text = written.replace(/\s+/g, ' ').trim();
  const manner = { zone, ...(locale !== undefined && { locale }) };
  const read = [
    () => DateTime.fromFormat(text, dateFormat ?? '', manner),
    () => DateTime.fromRFC2822(text),
    () => DateTime.fromHTTP(text),
    ...PLAIN.map((format) => () => DateTime.fromFormat(text, format, { zone, locale: 'en' })),
  ];
  const plain = apiDate(text);
  if (plain !== null) return plain;
  for (const attempt of dateFormat === undefined ? read.slice(1) : read) {
    const at = attempt();
    if (at.isValid) return at.toJSDate();
  }
  return null;
}
