import { useTimeStyle } from '../../shared/time/use-time';

/** Shares of one as the reader writes percentages. */
export function usePercent() {
  const { locale } = useTimeStyle();
  const whole = new Intl.NumberFormat(locale, { style: 'percent' });
  const signed = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero' });
  return {
    percent: (share: number): string => whole.format(share),
    /** With a plus or a minus. */
    change: (share: number): string => signed.format(share),
  };
}
