import { z } from 'zod';
import { REPORT_OUTCOMES, REPORTED_EVENTS } from '@earshot/domain';
import { Id } from './common.js';

const Days = z.int().min(1).max(250).nullable();

/** Working days; `null` turns a sign off, what is left out stays as it is. */
export const WatchSettingsChange = z.strictObject({ noReplyDays: Days.optional(), unansweredDays: Days.optional() });
export type WatchSettingsChange = z.infer<typeof WatchSettingsChange>;

/** `null`: the sign is not looked for. */
export const WatchSettingsView = z.object({ noReplyDays: Days, unansweredDays: Days });
export type WatchSettingsView = z.infer<typeof WatchSettingsView>;

/** An address, or a handle within its network (`mastodon.social`). */
const ReportedCustomer = z.union(
  [
    z.strictObject({ address: z.email().max(254) }),
    z.strictObject({ handle: z.string().min(1).max(200), namespace: z.string().min(1).max(200) }),
  ],
  { error: 'must be { address } or { handle, namespace }' },
);

/** What another system reports about a customer's payment; signed, see POST /watch-events. */
export const WatchEventRequest = z.object({
  type: z.enum(REPORTED_EVENTS),
  /** When it happened. */
  timestamp: z.iso.datetime({ offset: true }),
  data: z.strictObject({
    customer: ReportedCustomer,
    /** What is owed, by the sender's own name: an invoice number. */
    reference: z.string().trim().min(1).max(100),
    dueOn: z.iso.date().optional(),
    amount: z
      .strictObject({
        /** Decimal: `129.90`. */
        value: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, 'must be a decimal such as 129.90'),
        currency: z.string().regex(/^[A-Z]{3}$/, 'must be a code of ISO 4217 such as EUR'),
      })
      .optional(),
  }),
});
export type WatchEventRequest = z.infer<typeof WatchEventRequest>;

export const WatchEventAnswer = z.object({
  outcome: z.enum(REPORT_OUTCOMES),
  caseId: Id.nullable(),
  /** This id was taken before: nothing has happened now. */
  repeated: z.boolean(),
});
export type WatchEventAnswer = z.infer<typeof WatchEventAnswer>;
