import { NOTIFICATION_EVENTS, SEVERITIES } from '@earshot/domain';
import { z } from 'zod';
import { Instant, LocalTime } from './common.js';

/** What the signed-in person chooses of how they are told. The dashboard always shows everything. */
export const NotificationChoices = z.strictObject({
  mail: z.boolean(),
  /** Nothing less grave is mailed. */
  mailFrom: z.enum(SEVERITIES),
  /** What is never mailed. */
  notMailed: z
    .array(z.enum(NOTIFICATION_EVENTS))
    .max(NOTIFICATION_EVENTS.length)
    .refine((events) => new Set(events).size === events.length, 'must hold nothing twice'),
  /** Every day on the person's clock, over midnight where `to` is the earlier one; what is held comes in one mail then. */
  quiet: z
    .strictObject({ from: LocalTime, to: LocalTime, criticalBreaksThrough: z.boolean() })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: "must be another time than 'from'" })
    .nullable(),
});
export type NotificationChoices = z.infer<typeof NotificationChoices>;

export const NotificationPreferencesView = NotificationChoices.extend({
  /** Until then nothing is told, be it critical; `null` when it is. */
  mutedUntil: Instant.nullable(),
  /** Until when the person is not disturbed by what happens now, critical or not; `null` when it may disturb. */
  quietUntil: z.object({ critical: Instant.nullable(), other: Instant.nullable() }),
});
export type NotificationPreferencesView = z.infer<typeof NotificationPreferencesView>;

/** Within 90 days; `null` ends it. */
export const MuteRequest = z.strictObject({ until: Instant.nullable() });
export type MuteRequest = z.infer<typeof MuteRequest>;
