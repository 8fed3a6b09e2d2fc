import { useTimeStyle } from '../../shared/time/use-time';

/** Shares of one as the reader writes percentages. */
export function usePercent() {
  const { locale } = useTimeStyle();
  const whole = new Intl.NumberFormat(locale, { style: 'percent' });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  return {
    percent: (share: number): string => whole.format(share),
    /** The difference of two shares in percentage points, with a plus or a minus. */
    points: (difference: number): string => signed.format(difference * 100),
  };
}
