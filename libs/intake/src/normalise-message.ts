import { createHash } from 'node:crypto';
import type { IncomingMessage, SeenReply } from '@earshot/domain';
import { withoutTurnedReading } from './reading-direction.js';

/** What the database keeps of one text; longer ones are cut and tagged. UTF-16 units. */
const MAX_TEXT = 1_000_000;
const MAX_LINE = 1_000;
const MAX_ID = 512;
const MAX_LIST = 100;

/** No customer wrote to us before the web existed; an earlier date is a broken clock. */
const EARLIEST = Date.UTC(1995, 0, 1);

/**
 * The last check before the database: whatever a channel sent, the result can be stored. NUL and lone surrogates, which
 * PostgreSQL refuses, are replaced; over-long ids are replaced by their hash, texts are cut; a date in the future or
 * before 1995 becomes the time of reading; what would turn the reading of the page around is taken away. What was changed
 * in its meaning is said in the tags.
 */
export function normaliseMessage(message: IncomingMessage, now: Date): IncomingMessage {
  const tags = new Set(message.tags.map((tag) => line(tag)));
  const sentAt = plausibleDate(message.sentAt, now, tags);
  return {
    externalId: storedId(message.externalId),
    revision: message.revision === null ? null : storedId(message.revision),
    channel: message.channel,
    kind: message.kind,
    author: {
      name: nullable(message.author.name, line),
      address: nullable(message.author.address, (value) => line(value).toLowerCase()),
      handle: nullable(message.author.handle, storedId),
      namespace: nullable(message.author.namespace, line),
    },
    sentAt,
    subject: nullable(message.subject, line),
    text: text(message.text, tags),
    quoted: nullable(message.quoted, (value) => text(value, tags)),
    signature: nullable(message.signature, (value) => text(value, tags)),
    language: nullable(message.language, line),
    rating: rating(message.rating, tags),
    url: nullable(message.url, safeUrl),
    threadId: nullable(message.threadId, storedId),
    references: message.references.slice(0, MAX_LIST).map(storedId),
    attachments: message.attachments.slice(0, MAX_LIST).map((attachment) => ({
      name: line(attachment.name),
      type: line(attachment.type),
      size: attachment.size,
    })),
    tags: [...tags],
  };
}

export function normaliseReply(reply: SeenReply, now: Date): SeenReply {
  return {
    externalId: storedId(reply.externalId),
    threadId: nullable(reply.threadId, storedId),
    answers: reply.answers.slice(0, MAX_LIST).map(storedId),
    sentAt: plausibleDate(reply.sentAt, now, new Set()),
    automatic: reply.automatic,
    recipients: reply.recipients.slice(0, MAX_LIST).map((recipient) => line(recipient).toLowerCase()),
    subject: nullable(reply.subject, line),
    text: text(reply.text, new Set()),
  };
}

/** Ids are compared for equality only, so a hash serves as well as the id itself. */
export function storedId(id: string): string {
  const stored = storable(id);
  return stored.length <= MAX_ID ? stored : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

function storable(value: string): string {
  return value.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

function line(value: string): string {
  const shown = storable(value).replace(/\s+/gu, ' ').trim().slice(0, MAX_LINE).toWellFormed();
  return withoutTurnedReading(shown);
}

function text(value: string, tags: Set<string>): string {
  if (value.length <= MAX_TEXT) return withoutTurnedReading(storable(value));
  tags.add('text-cut');
  return withoutTurnedReading(storable(value.slice(0, MAX_TEXT)));
}

function nullable<Value>(value: Value | null, change: (value: Value) => Value | null): Value | null {
  return value === null ? null : change(value);
}

function plausibleDate(date: Date, now: Date, tags: Set<string>): Date {
  const time = date.getTime();
  if (time >= EARLIEST && time <= now.getTime()) return date;
  // A sender's clock a few minutes fast is everyday; only a wrong day is worth a remark.
  if (!(time >= EARLIEST && time <= now.getTime() + 24 * 3_600_000)) tags.add('date-implausible');
  return now;
}

function rating(value: number | null, tags: Set<string>): number | null {
  if (value === null) return null;
  if (value >= 1 && value <= 5) return value;
  tags.add('rating-implausible');
  return null;
}

/** Only what a browser may open safely. */
function safeUrl(value: string): string | null {
  const url = storable(value);
  return url.length <= 2_000 && /^https?:\/\//i.test(url) ? url : null;
}
