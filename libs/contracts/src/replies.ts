import { z } from 'zod';
import {
  LENGTH_COUNTS,
  MAX_REPLY_ATTACHMENTS,
  MAX_REPLY_TEXT,
  OUTGOING_REPLY_STATES,
  PRESENCE_MODES,
  REPLY_DEEDS,
} from '@earshot/domain';
import { Id, Instant } from './common.js';

export type { ReplyLimit } from '@earshot/domain';

/** `size` in bytes. */
export const AttachmentView = z.object({ id: Id, name: z.string(), type: z.string(), size: z.int() });
export type AttachmentView = z.infer<typeof AttachmentView>;

export const OutgoingReplyView = z.object({
  id: Id,
  state: z.enum(OUTGOING_REPLY_STATES),
  /** The message it answers. */
  messageId: Id,
  to: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  author: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
  sendingAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  attempts: z.int(),
  /** What went wrong last, and what can be done about it. */
  error: z.string().nullable(),
  /** What a person may do with it now. */
  deeds: z.array(z.enum(REPLY_DEEDS)),
  /** Among the case's replies: the same answer as its channel shows it. */
  seenReplyId: Id.nullable(),
  attachments: z.array(AttachmentView),
});
export type OutgoingReplyView = z.infer<typeof OutgoingReplyView>;

export const NO_REPLY_REASONS = ['no-message', 'channel', 'not-set-up', 'machine', 'no-address'] as const;

/** How the case can be answered from here: its newest message of a person, and whether its channel takes an answer. */
export const ReplyComposer = z.object({
  messageId: Id.nullable(),
  canReply: z.boolean(),
  /** Why not: nothing to answer, a channel that takes no replies, one that is not set up, a machine's mail, no address. */
  reason: z.enum(NO_REPLY_REASONS).nullable(),
  detail: z.string().nullable(),
  /** Where a person can answer instead. */
  url: z.string().nullable(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  /** The customer's, BCP 47. */
  language: z.string().nullable(),
  warnings: z.array(z.string()),
  /** Empty where the channel takes no files. */
  attachmentTypes: z.array(z.string()),
  /** How long the reply may be, as its channel counts (`replyLength`); `null`: as long as any. */
  limit: z.object({ longest: z.int().positive(), counted: z.enum(LENGTH_COUNTS) }).nullable(),
});
export type ReplyComposer = z.infer<typeof ReplyComposer>;

export const ReplyList = z.object({ items: z.array(OutgoingReplyView), composer: ReplyComposer });
export type ReplyList = z.infer<typeof ReplyList>;

const Recipient = z.string().trim().min(1).max(320);
const Subject = z
  .string()
  .trim()
  .max(250)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line, without line breaks or other control characters');
const Text = z.string().trim().min(1).max(MAX_REPLY_TEXT);

export const ReplyRequest = z.object({
  /** The version of the case that the author saw. */
  version: z.int(),
  messageId: Id,
  /** The author of the message by default. */
  to: Recipient.optional(),
  /** That of the message by default, marked as an answer. */
  subject: Subject.nullable().default(null),
  text: Text,
  /** Of the author's draft in this case. */
  attachmentIds: z.array(Id).max(MAX_REPLY_ATTACHMENTS).default([]),
});
export type ReplyRequest = z.infer<typeof ReplyRequest>;

/** Changes are possible only in a reply that surely did not go out. */
export const ReplyRetryRequest = z.object({
  to: Recipient.optional(),
  subject: Subject.nullable().optional(),
  text: Text.optional(),
});
export type ReplyRetryRequest = z.infer<typeof ReplyRetryRequest>;

export const ReplyDraftView = z.object({
  /** 0 when there is none. */
  revision: z.int(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  messageId: Id.nullable(),
  updatedAt: Instant.nullable(),
  attachments: z.array(AttachmentView),
});
export type ReplyDraftView = z.infer<typeof ReplyDraftView>;

/** A draft may be anything that somebody has typed so far. */
export const ReplyDraftRequest = z.object({
  /** The revision that was read; 0 for the first saving. */
  revision: z.int().min(0),
  to: z.string().max(320).nullable().default(null),
  subject: z.string().max(250).nullable().default(null),
  text: z.string().max(MAX_REPLY_TEXT),
  messageId: Id.nullable().default(null),
});
export type ReplyDraftRequest = z.infer<typeof ReplyDraftRequest>;

export const PresenceRequest = z.object({ mode: z.enum(PRESENCE_MODES) });
export type PresenceRequest = z.infer<typeof PresenceRequest>;

/** Who else has the case open now. */
export const PresenceView = z.object({
  others: z.array(z.object({ id: Id, name: z.string(), mode: z.enum(PRESENCE_MODES), since: Instant })),
});
export type PresenceView = z.infer<typeof PresenceView>;
