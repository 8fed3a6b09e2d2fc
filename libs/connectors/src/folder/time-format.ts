import { DateTime } from 'luxon';

/** In no year that could be taken for the current one, which a format without a year is read in. */
const SOME_DAY = DateTime.utc(2001, 2, 3, 10);

/** The tokens of https://moment.github.io/luxon/#/parsing by what they write; `o` is the day of the year. */
const TOKENS = { day: /[do]/, month: /[MLo]/, year: /[yk]/ } as const;

/**
 * The parts of a date that a format in Luxon's tokens does not write, so that times in it could not be read; none where a
 * day that is written in it is read as that day.
 */
export function missingInFormat(format: string): (keyof typeof TOKENS)[] {
  const read = DateTime.fromFormat(SOME_DAY.toFormat(format), format, { zone: 'utc' });
  if (read.hasSame(SOME_DAY, 'day')) return [];
  const bare = format.replace(/'[^']*'/g, '');
  return (['day', 'month', 'year'] as const).filter((part) => !TOKENS[part].test(bare));
}
