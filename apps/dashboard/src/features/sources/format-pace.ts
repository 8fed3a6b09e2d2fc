import { formatDuration, type TimeStyle } from '../../shared/time/format';

/** Below this an interval is told in seconds: rounded to minutes, five seconds would be none. */
const SECONDS_ALONE = 90;

/** How often a source is read: "5 seconds", "10 minutes". */
export function formatPace(seconds: number, style: TimeStyle): string {
  if (seconds >= SECONDS_ALONE) return formatDuration(seconds * 1_000, style);
  const spelled = new Intl.NumberFormat(style.locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });
  return spelled.format(Math.round(seconds));
}
