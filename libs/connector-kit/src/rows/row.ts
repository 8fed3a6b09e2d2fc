import {
  CHANNELS,
  markedRevision,
  MESSAGE_KINDS,
  spellValue,
  VISIBLE_CHARACTER,
  type Author,
  type Channel,
} from '@earshot/domain';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Outcome } from './outcome.js';
import type { RowFault } from './row-fault.js';

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

/** A message as a table, a JSON line or another system gives it; unknown fields are left aside. */
export const rowSchema = z.object({
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
  text: z
    .string({ error: 'is missing; every row needs the words of the message' })
    .regex(VISIBLE_CHARACTER, 'is empty; every row needs the words of the message'),
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
  /** When the rows stood so, where they may be read again after later ones: the change time of their file. */
  readonly stoodAt?: Date | undefined;
  /** How times are written where it is not ISO 8601, in Luxon's tokens: `dd.MM.yyyy HH:mm`. */
  readonly timeFormat?: string | undefined;
  /** Of times that name no zone; UTC where it is not said. */
  readonly zone?: string | undefined;
  /** What makes the handles of rows unique that name nothing themselves; `folder` where it is not said. */
  readonly handleNamespace?: string | undefined;
}

/** Why a row is neither a message nor an answer; its id, by which the corrected row is known as the same, may be right. */
export interface FaultyRow {
  readonly faults: readonly RowFault[];
  readonly externalId: string | null;
}

/**
 * What a row is: a message, or, where it says `reply` or names what it answers, an answer of the organisation.
 *
 * @returns all of its faults when it is neither
 */
export function rowOutcome(values: unknown, context: RowContext): Outcome | FaultyRow {
  const timed = inIsoTime(values, context);
  const parsed = rowSchema.safeParse(timed.values);
  const faults = [...timed.faults, ...(parsed.error?.issues ?? []).map((issue) => faultOf(issue, values))];
  if (parsed.data === undefined || faults.length > 0) return { faults, externalId: idOf(values) };
  const row = parsed.data;
  // Without an id the content is the identity: the same row read again is the same message.
  const externalId = row.id ?? `sha256:${hash(JSON.stringify(values))}`;
  return row.reply || row.answers.length > 0 ? replyOf(row, externalId, context) : messageOf(row, externalId, context);
}

function idOf(values: unknown): string | null {
  const named = rowSchema.pick({ id: true }).safeParse(values);
  return named.success ? named.data.id : null;
}

function faultOf({ path, message }: z.core.$ZodIssue, values: unknown): RowFault {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    values,
  );
  const isShown = path.length > 0 && value !== undefined && value !== null;
  return { path: path.join('.') || 'row', message, value: isShown ? spellValue(value) : null };
}

/** The row with its time in ISO 8601, where the file writes times in its own way or zone; without one that is none. */
function inIsoTime(values: unknown, context: RowContext): { values: unknown; faults: readonly RowFault[] } {
  const { timeFormat, zone = 'utc' } = context;
  const isPlain = timeFormat === undefined && zone === 'utc';
  if (isPlain || typeof values !== 'object' || values === null || !('sentAt' in values)) return { values, faults: [] };
  const { sentAt } = values;
  if (typeof sentAt !== 'string' || sentAt.trim() === '') return { values, faults: [] };
  const at = timeIn(sentAt.trim(), timeFormat, zone);
  if (at.isValid) return { values: { ...values, sentAt: at.toUTC().toISO() }, faults: [] };
  const right = timeFormat === undefined ? '2026-03-02T10:00:00' : DateTime.utc(2026, 3, 2, 10).toFormat(timeFormat);
  const message = `is no time of the form ${timeFormat ?? 'ISO 8601'}; right would be ${right}`;
  return {
    values: { ...values, sentAt: undefined },
    faults: [{ path: 'sentAt', message, value: spellValue(sentAt) }],
  };
}

function timeIn(text: string, timeFormat: string | undefined, zone: string): DateTime {
  const iso = DateTime.fromISO(text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'), { zone });
  // A table's own dates come as ISO 8601, whatever the person wrote by hand looks like.
  return timeFormat === undefined || iso.isValid ? iso : DateTime.fromFormat(text, timeFormat, { zone });
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
      revision: row.id === null ? null : revisionOf(row, context),
      channel: row.channel ?? context.channel,
      kind: row.kind,
      author: authorOf(row, context),
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

function revisionOf({ subject, text, rating }: Row, { stoodAt }: RowContext): string {
  const mark = hash(JSON.stringify([subject, text, rating])).slice(0, 16);
  return stoodAt === undefined ? mark : markedRevision(mark, stoodAt);
}

function timeOf({ sentAt }: Row, { changedAt }: RowContext): { sentAt: Date; tags: string[] } {
  return sentAt instanceof Date ? { sentAt, tags: [] } : { sentAt: changedAt, tags: ['date-missing'] };
}

function authorOf(row: Row, { handleNamespace = 'folder' }: RowContext): Author {
  const handle = row.author?.handle ?? row.authorHandle;
  return {
    name: row.author?.name ?? row.authorName,
    address: (row.author?.address ?? row.authorAddress)?.toLowerCase() ?? null,
    handle,
    namespace: handle === null ? null : (row.author?.namespace ?? row.authorNamespace ?? handleNamespace),
  };
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
