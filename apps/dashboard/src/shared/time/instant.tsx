import { Hint } from '../hint/hint';
import { formatInstant, formatInstantFully, formatRelative } from './format';
import { useNow, useTimeStyle } from './use-time';

interface InstantProps {
  /** ISO 8601 */
  readonly at: string;
  readonly as?: 'date' | 'relative';
  readonly className?: string | undefined;
}

/** A point in time, as a date or as "3 hours ago"; the other and the zone stand in the tooltip. */
export function Instant({ at, as = 'date', className }: InstantProps) {
  const now = useNow();
  const style = useTimeStyle();
  const instant = new Date(at);
  return (
    <Hint label={formatInstantFully(instant, style)}>
      <time dateTime={at} className={className}>
        {as === 'date' ? formatInstant(instant, now, style) : formatRelative(instant, now, style)}
      </time>
    </Hint>
  );
}
