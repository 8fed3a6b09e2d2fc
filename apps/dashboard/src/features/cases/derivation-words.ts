import type { TFunction } from 'i18next';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAY = `(?:${WEEKDAYS.join('|')})`;
const DAY = `${WEEKDAY} \\d{1,2} (?:${MONTHS.join('|')})(?: \\d{4})?`;
const TIME = '\\d{2}:\\d{2}';
const SPAN = 'less than a minute|\\d+ minutes?';
/** A reason in brackets: the name of a holiday, or of a day on which the house is closed. */
const WHY = '(?: \\((?<why>.*)\\))?';

const TIMINGS = {
  '': 'received',
  ' before opening': 'receivedBefore',
  ' between shifts': 'receivedBetween',
  ' after closing': 'receivedAfter',
  ' on a day off': 'receivedOff',
} as const;

type Parts = Readonly<Record<string, string | undefined>>;
type Speak = (parts: Parts, words: Words) => string;

/** What reading a phrase needs: the texts of the reader's language, and its dates and spans. */
interface Words {
  readonly t: TFunction;
  readonly day: (english: string | undefined) => string;
  readonly weekday: (english: string | undefined) => string;
  readonly span: (english: string | undefined) => string;
  readonly phrase: (english: string | undefined) => string;
}

const bracketed = ({ why }: Parts): string => (why === undefined ? '' : ` (${why})`);

/** The phrases as the server writes them, those first that hold others. Public holidays keep their names. */
const PHRASES: readonly (readonly [RegExp, Speak])[] = [
  [
    new RegExp(`^(?<head>.*), due (?:(?<day>${DAY}) )?(?<time>${TIME})$`, 'u'),
    ({ head, day, time }, words) => {
      const when = day === undefined ? (time ?? '') : `${words.day(day)} ${time}`;
      return words.t('deadline.step.due', { phrase: words.phrase(head), when });
    },
  ],
  [
    new RegExp(`^(?<head>.*) → counts as (?<day>${DAY})${WHY}$`, 'u'),
    (parts, words) =>
      words.t('deadline.step.countsAs', { phrase: words.phrase(parts['head']), day: words.day(parts['day']) }) +
      bracketed(parts),
  ],
  [
    new RegExp(`^(?<weekday>${WEEKDAY}) (?<time>${TIME})(?<timing>${Object.keys(TIMINGS).join('|')})${WHY}$`, 'u'),
    (parts, words) => {
      const name = TIMINGS[parts['timing'] as keyof typeof TIMINGS];
      const values = { day: words.weekday(parts['weekday']), time: parts['time'] ?? '' };
      return words.t(`deadline.step.${name}`, values) + bracketed(parts);
    },
  ],
  [
    new RegExp(`^(?<day>${DAY}) skipped${WHY}$`, 'u'),
    (parts, words) => words.t('deadline.step.skipped', { day: words.day(parts['day']) }) + bracketed(parts),
  ],
  [
    new RegExp(`^(?<day>${DAY}) day (?<number>\\d+)${WHY}$`, 'u'),
    (parts, words) =>
      words.t('deadline.step.counted', { day: words.day(parts['day']), number: parts['number'] ?? '' }) +
      bracketed(parts),
  ],
  [
    new RegExp(`^resumed (?<day>${DAY}) (?<time>${TIME}) (?<rest>overdue by|with) (?<span>${SPAN})(?: left)?$`, 'u'),
    ({ day, time = '', rest, span }, words) =>
      words.t(rest === 'with' ? 'deadline.step.resumedLeft' : 'deadline.step.resumedOverdue', {
        day: words.day(day),
        time,
        span: words.span(span),
      }),
  ],
  [
    new RegExp(`^(?<span>${SPAN}) of (?<day>${DAY}) counted$`, 'u'),
    ({ span, day }, words) => words.t('deadline.step.worked', { span: words.span(span), day: words.day(day) }),
  ],
  [
    new RegExp(`^(?<span>${SPAN}) added that did not count$`, 'u'),
    ({ span }, words) => words.t('deadline.step.waited', { span: words.span(span) }),
  ],
  [
    new RegExp(`^closed until (?<day>${DAY}) (?<time>${TIME})$`, 'u'),
    ({ day, time = '' }, words) => words.t('deadline.step.closed', { day: words.day(day), time }),
  ],
];

/**
 * One step of how a deadline was counted, in the reader's language. It is kept in English, as it was written when the
 * deadline was promised; a phrase that is not known is shown as it stands. `locale` is BCP 47.
 */
export function derivationWords(line: string, t: TFunction, locale: string): string {
  const words: Words = {
    t,
    day: (english = '') => dayWords(english, locale),
    weekday: (english = '') => weekdayWords(english, locale),
    span: (english = '') => spanWords(english, t, locale),
    phrase: (english = '') => (english === '' ? '' : derivationWords(english, t, locale)),
  };
  for (const [pattern, speak] of PHRASES) {
    const found = pattern.exec(line);
    if (found !== null) return speak(found.groups ?? {}, words);
  }
  return line;
}

/** The first Monday of a leap year, so that every day of the calendar has a date in it. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function weekdayWords(english: string, locale: string): string {
  const date = new Date(A_MONDAY + WEEKDAYS.indexOf(english) * DAY_MS);
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(date);
}

/** `Tue 8 Dec` or, where the year is another one, `Mon 4 Jan 2027`. */
function dayWords(english: string, locale: string): string {
  const [weekday = '', day = '', month = '', year] = english.split(' ');
  const date = new Date(Date.UTC(Number(year ?? 2024), MONTHS.indexOf(month), Number(day)));
  const spelt = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(year === undefined ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
  return `${weekdayWords(weekday, locale)} ${spelt}`;
}

function spanWords(english: string, t: TFunction, locale: string): string {
  const minutes = Number.parseInt(english, 10);
  if (Number.isNaN(minutes)) return t('deadline.step.instant');
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
    useGrouping: false,
  }).format(minutes);
}
