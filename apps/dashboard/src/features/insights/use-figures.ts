import { useTimeStyle } from '../../shared/time/use-time';

/** Numbers, shares and spans of time as the reader writes them. */
export function useFigures() {
  const { locale } = useTimeStyle();
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const minuteSpan = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', maximumFractionDigits: 0 });
  const hourSpan = new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return {
    count: (number: number): string => whole.format(number),
    tenth: (number: number): string => tenths.format(number),
    /** A dash where there is nothing to divide by. */
    share: (part: number | null, of: number | null): string =>
      part === null || of === null || of === 0 ? '–' : percent.format(part / of),
    /** Minutes below two hours, hours above. */
    span: (minutes: number | null): string =>
      minutes === null ? '–' : minutes < 120 ? minuteSpan.format(minutes) : hourSpan.format(minutes / 60),
  };
}
