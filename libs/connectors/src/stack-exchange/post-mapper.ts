import {
  apiDate,
  hasField,
  htmlToPlainText,
  siteAuthor,
  splitQuotes,
  writtenAt,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import type { Author } from '@earshot/domain';
import { z } from 'zod';
import type { StackExchangeOptions } from './stack-exchange-options.js';

const owner = z.object({ user_id: z.number().nullish(), display_name: z.string().nullish() }).nullish();

/** https://api.stackexchange.com/docs/types/question, with the filter `withbody`. */
export const question = z.object({
  question_id: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  creation_date: z.unknown().optional(),
  last_edit_date: z.unknown().optional(),
  link: z.string().nullish(),
  owner,
});

/** What a person of the house wrote below a question: https://api.stackexchange.com/docs/types/answer, …/comment */
const ownAnswer = z.object({
  answer_id: z.number(),
  question_id: z.number(),
  creation_date: z.unknown().optional(),
  body: z.string(),
});
const ownComment = z.object({
  comment_id: z.number(),
  post_id: z.number(),
  creation_date: z.unknown().optional(),
  body: z.string(),
});

export interface Reading {
  readonly site: string;
  readonly ownUserIds: ReadonlySet<number>;
  readonly now: Date;
}

export function readingOf({ site, ownUserIds }: StackExchangeOptions, now: Date): Reading {
  return { site, ownUserIds: new Set(ownUserIds), now };
}

/** The reader of whatever a list gave: only answers and comments have numbers of their own kind. */
export function postReader(reading: Reading, raw: unknown): ItemReader<unknown> {
  if (hasField(raw, 'comment_id')) return commentReader(reading);
  return hasField(raw, 'answer_id') ? answerReader(reading) : questionReader(reading);
}

export function questionReader(reading: Reading): ItemReader<z.output<typeof question>> {
  return {
    noun: 'question',
    schema: question,
    idOf: (raw) => idIn(raw, 'question_id'),
    map: (read) => mappedQuestion(read, reading),
  };
}

export function answerReader({ now }: Reading): ItemReader<z.output<typeof ownAnswer>> {
  return {
    noun: 'answer',
    schema: ownAnswer,
    idOf: (raw) => idIn(raw, 'answer_id'),
    map: (read) => ownPost(String(read.answer_id), read.question_id, read, now),
  };
}

export function commentReader({ now }: Reading): ItemReader<z.output<typeof ownComment>> {
  return {
    noun: 'comment',
    schema: ownComment,
    idOf: (raw) => idIn(raw, 'comment_id'),
    map: (read) => ownPost(`comment-${read.comment_id}`, read.post_id, read, now),
  };
}

function mappedQuestion(read: z.output<typeof question>, { site, ownUserIds, now }: Reading): MappedItem {
  const at = apiDate(read.creation_date);
  const userId = read.owner?.user_id ?? null;
  if (userId !== null && ownUserIds.has(userId)) return { at, outcome: { skipped: 'own-post' } };
  const date = writtenAt(at, now);
  const subject = htmlToPlainText(read.title);
  const words = splitQuotes(read.body ?? '');
  const message = {
    externalId: String(read.question_id),
    revision: apiDate(read.last_edit_date)?.toISOString() ?? null,
    channel: 'forum' as const,
    kind: 'person' as const,
    author: authorOf(read.owner, site),
    sentAt: date.sentAt,
    subject,
    text: words.text === '' ? subject : words.text,
    quoted: words.quoted,
    signature: null,
    language: null,
    rating: null,
    url: read.link && URL.canParse(read.link) ? read.link : null,
    threadId: String(read.question_id),
    references: [],
    attachments: [],
    tags: date.tags,
  };
  return { at, outcome: { message } };
}

function ownPost(id: string, postId: number, read: { creation_date?: unknown; body: string }, now: Date): MappedItem {
  const at = apiDate(read.creation_date);
  const reply = {
    externalId: id,
    threadId: id,
    // Questions and answers are numbered together, so a comment's post is found whichever it is.
    answers: [String(postId)],
    sentAt: writtenAt(at, now).sentAt,
    automatic: false,
    recipients: [],
    subject: null,
    text: htmlToPlainText(read.body),
  };
  return { at, outcome: { reply } };
}

/** A deleted user has no number; their name is then the only trace. */
function authorOf(of: z.output<typeof owner>, site: string): Author {
  const name = of?.display_name ? htmlToPlainText(of.display_name) : null;
  return siteAuthor(site, { handle: of?.user_id ? String(of.user_id) : null, name });
}

function idIn(raw: unknown, field: string): unknown {
  const id = (raw as Record<string, unknown>)[field];
  return typeof id === 'number' ? String(id) : null;
}
