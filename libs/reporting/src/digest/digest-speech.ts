import type { DigestEdition } from '@earshot/domain';
import { DateTime } from 'luxon';
import type { DigestWording } from './wording/digest-wording.js';

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** How a language writes times, numbers and durations, on the clock of a zone. */
export interface DigestSpeech {
  time(at: Date): string;
  day(at: Date): string;
  /** Of `YYYY-MM-DD`. */
  date(day: string): string;
  /** What stands below a bar of the chart. */
  bar(day: string, edition: DigestEdition): string;
  number(value: number): string;
  /** Of 0..1. */
  percent(share: number): string;
  /** Of minutes. */
  duration(minutes: number): string;
}

export function digestSpeech({ locale }: Pick<DigestWording, 'locale'>, zone: string): DigestSpeech {
  const at = (instant: Date) => DateTime.fromJSDate(instant, { zone }).setLocale(locale);
  const on = (day: string) => DateTime.fromISO(day, { zone: 'utc' }).setLocale(locale);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: 'hour' | 'minute', value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 }).format(
      value,
    );
  const bars = {
    daily: { day: 'numeric' },
    weekly: { day: 'numeric', month: 'numeric' },
    monthly: { month: 'short' },
  } as const;
  return {
    time: (instant) => at(instant).toLocaleString(TIME),
    day: (instant) => at(instant).toLocaleString(DAY),
    date: (day) => on(day).toLocaleString(DAY),
    bar: (day, edition) => on(day).toLocaleString(bars[edition]),
    number: (value) => whole.format(value),
    percent: (share) => percent.format(share),
    duration: (minutes) => {
      const rounded = Math.round(minutes);
      const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
      return [hours > 0 ? unit('hour', hours) : null, rest > 0 || hours === 0 ? unit('minute', rest) : null]
        .filter((part) => part !== null)
        .join(' ');
    },
  };
}
