import { z } from 'zod';
import { Instant } from './common.js';

/** Since when the reader's deadlines can be read at a secret address; `null`: they cannot. */
export const CalendarFeed = z.object({ since: Instant.nullable() });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

/** The address is told now and never again. */
export const OpenedCalendarFeed = z.object({ url: z.url(), since: Instant });
export type OpenedCalendarFeed = z.infer<typeof OpenedCalendarFeed>;
