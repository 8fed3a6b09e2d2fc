import type { IncomingMessage } from '@earshot/domain';
import { plainText } from '../mail/plain-text.js';
import { siteAuthor } from './site-author.js';
import { writtenAt } from './written-at.js';

/** What review sites have in common. */
export interface Review {
  readonly id: string;
  readonly revision: string | null;
  readonly authorName: string | null;
  /** The site's own id of the author, if it gives one. */
  readonly authorHandle?: string | null;
  readonly namespace: string;
  /** When the words that are shown were written: an edited review speaks now. */
  readonly date: Date | null;
  readonly title: string | null;
  readonly text: string;
  readonly language: string | null;
  /** 1..5 */
  readonly rating: number | null;
  readonly url: string | null;
}

/** A review as a message. Where the writer left only stars or only a title, the title is the text. */
export function reviewMessage(review: Review, now: Date): IncomingMessage {
  const { sentAt, tags } = writtenAt(review.date, now);
  const title = review.title === null ? null : plainText(review.title).trim() || null;
  const text = plainText(review.text).trim();
  return {
    externalId: review.id,
    revision: review.revision,
    channel: 'review',
    kind: 'person',
    author: siteAuthor(review.namespace, { handle: review.authorHandle, name: review.authorName }),
    sentAt,
    subject: title,
    text: text === '' ? (title ?? '') : text,
    quoted: null,
    signature: null,
    language: review.language,
    rating: review.rating,
    url: review.url,
    threadId: review.id,
    references: [],
    attachments: [],
    tags: [...tags],
  };
}
