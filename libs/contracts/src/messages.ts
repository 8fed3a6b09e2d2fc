import { CHANNELS, MESSAGE_KINDS, SEVERITIES, VERDICTS } from '@earshot/domain';
import { z } from 'zod';
import { MessageView, SignalView, SourceRef } from './alerts.js';
import { Id, Instant, pageOf } from './common.js';

const Moment = z.iso.datetime({ offset: true });

/** Everything that was read, the newest first. `next` of a page is passed back as `after`. */
export const MessageListQuery = z.strictObject({
  /**
   * Words that all occur in the text, the subject, or a part of the author's name, address or handle, in any script, upper
   * and lower case alike.
   */
  text: z.string().trim().min(1).max(200).optional(),
  source: Id.optional(),
  channel: z.enum(CHANNELS).optional(),
  kind: z.enum(MESSAGE_KINDS).optional(),
  /** As judged, BCP 47 or `und`. */
  language: z.string().min(1).max(35).optional(),
  /** The detector's. */
  verdict: z.enum(VERDICTS).optional(),
  /** Only what a person has judged, and how. */
  taught: z.enum(['dissatisfied', 'not_dissatisfied']).optional(),
  /** Whether somebody follows it up. */
  case: z.enum(['with', 'without']).optional(),
  sentAfter: Moment.optional(),
  sentBefore: Moment.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MessageListQuery = z.infer<typeof MessageListQuery>;

/** What a person says of a message; the newest word counts. */
const TaughtView = z.object({
  dissatisfied: z.boolean(),
  severity: z.enum(SEVERITIES).nullable(),
  at: Instant,
  by: z.object({ id: Id, name: z.string() }).nullable(),
});

export const MessageSummary = z.object({
  id: Id,
  caseId: Id.nullable(),
  customerId: Id.nullable(),
  source: SourceRef,
  channel: z.enum(CHANNELS),
  kind: z.enum(MESSAGE_KINDS),
  author: z.string(),
  sentAt: Instant,
  receivedAt: Instant,
  /** When we saw that its author or a moderator had taken it away; `null` while it stands there. */
  removedAt: Instant.nullable(),
  subject: z.string().nullable(),
  /** The beginning of the text (at most 280 characters) with the evidence that stands in it. */
  excerpt: z.object({ text: z.string(), signals: z.array(SignalView) }),
  /** Whether the text goes on after the excerpt. */
  longer: z.boolean(),
  rating: z.number().nullable(),
  /** `null` for what is not judged. */
  assessment: z
    .object({
      language: z.string(),
      verdict: z.enum(VERDICTS),
      probability: z.number(),
      severity: z.enum(SEVERITIES),
    })
    .nullable(),
  taught: TaughtView.nullable(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

export const MessageListPage = pageOf(MessageSummary);
export type MessageListPage = z.infer<typeof MessageListPage>;

export const MessageDetail = MessageView.extend({
  caseId: Id.nullable(),
  customerId: Id.nullable(),
  taught: TaughtView.nullable(),
});
export type MessageDetail = z.infer<typeof MessageDetail>;
