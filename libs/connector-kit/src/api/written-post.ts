import type { Author, Channel, IncomingMessage, MessageKind } from '@earshot/domain';
import type { ItemOutcome } from './api-item.js';
import { writtenAt } from './written-at.js';

/** What posts and comments of networks and forums have in common. */
export interface WrittenPost {
  readonly id: string;
  /** By which other posts name it, where that is not its id. */
  readonly threadId?: string;
  readonly revision: string | null;
  readonly channel: Channel;
  /** `person` where nothing is said. */
  readonly kind?: MessageKind;
  readonly author: Author;
  /** When it was written, as its service says. */
  readonly date: Date | null;
  readonly subject?: string | null;
  /** The writer's own words, plain. */
  readonly text: string;
  readonly quoted?: string | null;
  /** BCP 47 tag when the service declares one. */
  readonly language?: string | null;
  readonly url: string | null;
  /** Ids of what it answers or stands below, nearest first. */
  readonly references: readonly string[];
  /** Whom it is written to by name; asked for only where the house wrote it. */
  readonly recipients?: readonly string[];
  /** Remarks of the channel; those about the date are added. */
  readonly tags?: readonly string[];
}

/**
 * What a post is to the house: a customer's message or, where the house wrote it itself, an answer that stops the clock. What
 * the house wrote without answering anything is left aside as `own-post`.
 */
export function postOutcome(post: WrittenPost, isOwn: boolean, now: Date): ItemOutcome {
  if (!isOwn) return { message: messageOf(post, now) };
  if (post.references.length === 0) return { skipped: 'own-post' };
  const reply = { ...wordsOf(post, now), answers: post.references, automatic: false };
  return { reply: { ...reply, recipients: post.recipients ?? [] } };
}

function messageOf(post: WrittenPost, now: Date): IncomingMessage {
  return {
    ...wordsOf(post, now),
    revision: post.revision,
    channel: post.channel,
    kind: post.kind ?? 'person',
    author: post.author,
    quoted: post.quoted ?? null,
    signature: null,
    language: post.language ?? null,
    rating: null,
    url: post.url,
    references: post.references,
    attachments: [],
    tags: [...writtenAt(post.date, now).tags, ...(post.tags ?? [])],
  };
}

function wordsOf({ id, threadId, date, subject, text }: WrittenPost, now: Date) {
  const { sentAt } = writtenAt(date, now);
  return { externalId: id, threadId: threadId ?? id, sentAt, subject: subject ?? null, text };
}
