import { z } from 'zod';
import {
  DIGEST_EDITIONS,
  NOTIFICATION_EVENTS,
  NOTIFICATION_MAIL_STATES,
  SEVERITIES,
  SPIKE_KINDS,
  TASK_KINDS,
} from '@earshot/domain';
import { Id, Instant, pageOf } from './common.js';

export const NotificationQuery = z.object({
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type NotificationQuery = z.infer<typeof NotificationQuery>;

/** Something that the reader was told. */
export const NotificationView = z.object({
  id: Id,
  event: z.enum(NOTIFICATION_EVENTS),
  severity: z.enum(SEVERITIES),
  case: z.object({ id: Id, subject: z.string().nullable(), customer: z.string().nullable() }).nullable(),
  /** What does not belong to the event is absent. */
  detail: z.object({
    /** So many cases at once, told as one: then `case` is `null`. */
    cases: z.int().optional(),
    /** The step of the escalation: `1d before`, `50% if unassigned`, `due`, `legal` … */
    step: z.string().optional(),
    taskKind: z.enum(TASK_KINDS).optional(),
    dueAt: Instant.optional(),
    until: Instant.optional(),
    cues: z.array(z.string()).optional(),
    /** The source that it is about. */
    source: z.object({ id: Id, name: z.string() }).optional(),
    /** What happened to it, and what to do about it. */
    reason: z.string().optional(),
    advice: z.string().optional(),
    /** When its credentials end. */
    expiresAt: Instant.optional(),
    /** What rises: the source's name, the topic or the word. */
    spike: z
      .object({
        id: Id,
        kind: z.enum(SPIKE_KINDS),
        what: z.string(),
        count: z.int(),
        hours: z.int(),
        usual: z.number(),
      })
      .optional(),
    /** Whose digest is not sent any more; `reason` says why. */
    digest: z.object({ reader: z.string(), edition: z.enum(DIGEST_EDITIONS) }).optional(),
    /** The channel that is not told any more; `reason` says why. */
    channel: z.object({ id: Id, name: z.string() }).optional(),
  }),
  createdAt: Instant,
  readAt: Instant.nullable(),
  /** `error` is why the mail waits or was given up. */
  mail: z.object({ state: z.enum(NOTIFICATION_MAIL_STATES), error: z.string().nullable() }),
});
export type NotificationView = z.infer<typeof NotificationView>;

/** Newest first; `unread` counts over all. */
export const NotificationPage = pageOf(NotificationView).extend({ unread: z.int() });
export type NotificationPage = z.infer<typeof NotificationPage>;

/** Either some by their ids, or all there are. */
export const MarkReadRequest = z
  .object({ ids: z.array(Id).min(1).max(500).optional(), all: z.literal(true).optional() })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    path: ['ids'],
    message: "must be 1 to 500 ids, or be left out beside 'all': true",
  });
export type MarkReadRequest = z.infer<typeof MarkReadRequest>;

export const UnreadCount = z.object({ unread: z.int() });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** `version` is the one the person saw; another one in force is a 409. */
export const SnoozeRequest = z.object({ version: z.int().min(1), until: Instant });
export type SnoozeRequest = z.infer<typeof SnoozeRequest>;
export const UnsnoozeRequest = z.object({ version: z.int().min(1) });
export type UnsnoozeRequest = z.infer<typeof UnsnoozeRequest>;

export const SnoozeView = z.object({ caseId: Id, version: z.int(), snoozedUntil: Instant.nullable() });
export type SnoozeView = z.infer<typeof SnoozeView>;
