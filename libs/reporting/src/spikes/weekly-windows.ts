import type { SpikeWindow } from '@earshot/domain';
import { DateTime } from 'luxon';

/**
 * The window of `hours` that ends now, and the same local hours of the same weekday in each of `weeks` weeks before, the
 * latest first. People keep to the clock on the wall: an instant seven times 24 hours ago is another hour of the day when
 * the clocks were changed in between. A local time that a change skips is moved on to the first that exists, and of two the
 * first is taken; the window is then an hour longer or shorter, as it was for those who wrote in it.
 *
 * @param zone IANA name of the house's clock
 */
export function weeklyWindows(now: Date, hours: number, weeks: number, zone: string): SpikeWindow[] {
  const to = DateTime.fromJSDate(now, { zone });
  const from = to.minus({ hours });
  return Array.from({ length: weeks + 1 }, (_, week) => ({
    from: from.minus({ weeks: week }).toJSDate(),
    to: to.minus({ weeks: week }).toJSDate(),
  }));
}
