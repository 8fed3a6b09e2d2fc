import { CASE_STATES, CHANNELS, SEVERITIES, TASK_KINDS } from '@earshot/domain';
import { z } from 'zod';
import { Alert } from './alerts.js';
import { anyOf, Id, pageOf } from './common.js';

const Instant = z.iso.datetime({ offset: true });

/** All cases, newest first. `next` of a page is passed back as `after`. */
export const CaseListQuery = z.strictObject({
  /** Only these, at most 200, with commas between them: the cases behind a figure. */
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(Id).max(200))
    .optional(),
  state: anyOf(CASE_STATES).optional(),
  severity: anyOf(SEVERITIES).optional(),
  /** A user's id, `me`, or `none` (also spelled `nobody`) for those that nobody has. */
  owner: z.union([z.enum(['me', 'none', 'nobody']), Id]).optional(),
  customer: Id.optional(),
  source: Id.optional(),
  channel: z.enum(CHANNELS).optional(),
  language: z.string().min(1).max(35).optional(),
  /** When the customer first wrote: from this instant on … */
  openedAfter: Instant.optional(),
  /** … and before this one. */
  openedBefore: Instant.optional(),
  /** Something of it is due before this instant. */
  dueBefore: Instant.optional(),
  /** Looked for in the subject, the customer's name and the messages. */
  text: z.string().trim().min(1).max(200).optional(),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaseListQuery = z.infer<typeof CaseListQuery>;

export const CaseSummary = Alert.omit({ excerpt: true, calendar: true }).extend({
  dueKind: z.enum(TASK_KINDS).nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const CaseListPage = pageOf(CaseSummary);
export type CaseListPage = z.infer<typeof CaseListPage>;
