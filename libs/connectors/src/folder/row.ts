import { CHANNELS, MESSAGE_KINDS, type Author, type Channel, type Fault } from '@earshot/domain';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Outcome } from './outcome.js';

/** The fields of a row, by their names in JSON lines and in the option `columns`. */
export const ROW_FIELDS = [
  'id',
  'channel',
  'kind',
  'authorName',
  'authorAddress',
  'authorHandle',
  'authorNamespace',
  'sentAt',
  'subject',
  'text',
  'quoted',
  'signature',
  'rating',
  'language',
  'url',
  'threadId',
  'references',
  'reply',
  'answers',
  'recipients',
  'automatic',
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

const MAX_ID = 512;

const text = z.string().trim().min(1);
const optional = text.nullish().transform((value) => value ?? null);
const id = z
  .union([z.number().transform(String), text])
  .transform((value) => (value.length > MAX_ID ? `sha256:${hash(value)}` : value));
const ids = z
  .union([z.array(id), text.transform((value) => value.split(/[\s;]+/))])
  .nullish()
  .transform((value) => value ?? []);
const flag = z
  .union([z.boolean(), z.stringbool()], { error: 'must be true or false' })
  .nullish()
  .transform((value) => value === true);
const instant = z.string().transform((value, context) => {
  const at = DateTime.fromISO(value.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'), { zone: 'utc' });
  if (at.isValid) return at.toJSDate();
  context.addIssue(`'${value.slice(0, 40)}' is no ISO 8601 time; right would be 2026-03-02T10:00:00Z`);
  return z.NEVER;
});
const stars = z
  .union([z.number(), z.string().transform((value) => Number(value.replace(',', '.')))])
  .pipe(z.number({ error: 'must be a number from 1 to 5' }).min(1).max(5))
  .transform(Math.round)
  .nullish()
  .transform((value) => value ?? null);
const author = z.object({ name: optional, address: optional, handle: optional, namespace: optional });

/** A row of JSON lines or CSV as documented in README.md; unknown fields are left aside. */
const rowSchema = z.object({
  id: id.nullish().transform((value) => value ?? null),
  channel: z.enum(CHANNELS).nullish(),
  kind: z.enum(MESSAGE_KINDS).default('person'),
  author: author.nullish(),
  authorName: optional,
  authorAddress: optional,
  authorHandle: optional,
  authorNamespace: optional,
  sentAt: instant.nullish(),
  subject: optional,
  text: z.string({ error: 'is missing; every row needs the words of the message' }),
  quoted: optional,
  signature: optional,
  rating: stars,
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as fi or pt-BR')
    .nullish(),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).nullish(),
  threadId: id.nullish(),
  references: ids,
  reply: flag,
  answers: ids,
  recipients: ids,
  automatic: flag,
});
type Row = z.infer<typeof rowSchema>;

export interface RowContext {
  /** Of rows that name none. */
  readonly channel: Channel;
  /** Of rows without a time. */
  readonly changedAt: Date;
}

/**
 * What a row is: a message, or, where it says `reply` or names what it answers, an answer of the organisation.
 *
 * @returns the faults when it is neither
 */
export function rowOutcome(values: unknown, context: RowContext): Outcome | { readonly faults: readonly Fault[] } {
  const parsed = rowSchema.safeParse(values);
  if (!parsed.success) {
    return { faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'row', message })) };
  }
  const row = parsed.data;
  // Without an id the content is the identity: the same row read again is the same message.
  const externalId = row.id ?? `sha256:${hash(JSON.stringify(values))}`;
  return row.reply || row.answers.length > 0 ? replyOf(row, externalId, context) : messageOf(row, externalId, context);
}

function replyOf(row: Row, externalId: string, context: RowContext): Outcome {
  return {
    reply: {
      externalId,
      threadId: row.threadId ?? row.id ?? null,
      answers: row.answers.length > 0 ? row.answers : row.references,
      sentAt: timeOf(row, context).sentAt,
      automatic: row.automatic,
      recipients: row.recipients,
      subject: row.subject,
      text: row.text,
    },
  };
}

function messageOf(row: Row, externalId: string, context: RowContext): Outcome {
  return {
    message: {
      externalId,
      revision: row.id === null ? null : hash(JSON.stringify([row.subject, row.text, row.rating])).slice(0, 16),
      channel: row.channel ?? context.channel,
      kind: row.kind,
      author: authorOf(row),
      ...timeOf(row, context),
      subject: row.subject,
      text: row.text,
      quoted: row.quoted,
      signature: row.signature,
      language: row.language ?? null,
      rating: row.rating,
      url: row.url ?? null,
      threadId: row.threadId ?? externalId,
      references: row.references,
      attachments: [],
    },
  };
}

function timeOf({ sentAt }: Row, { changedAt }: RowContext): { sentAt: Date; tags: string[] } {
  return sentAt instanceof Date ? { sentAt, tags: [] } : { sentAt: changedAt, tags: ['date-missing'] };
}

function authorOf(row: Row): Author {
  const handle = row.author?.handle ?? row.authorHandle;
  return {
    name: row.author?.name ?? row.authorName,
    address: (row.author?.address ?? row.authorAddress)?.toLowerCase() ?? null,
    handle,
    namespace: handle === null ? null : (row.author?.namespace ?? row.authorNamespace ?? 'folder'),
  };
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
