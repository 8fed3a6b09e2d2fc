import type { Author, Channel, IncomingMessage } from '@earshot/domain';
import type { FeedItem } from './feed-item.js';

/** Before this there were no feeds; such a date is a default value (1970, 0001), not a time of writing. */
const FIRST_PLAUSIBLE = Date.UTC(1999, 0, 1);
/** Clocks differ; a little ahead is no fault. */
const CLOCK_SKEW_MS = 10 * 60 * 1000;

/**
 * The message that a feed entry is. `namespace` is the host on which the author's name is unique.
 *
 * A date that is missing or cannot be (`date-missing`, `date-implausible`) becomes the time of reading, so that the
 * response clock starts when the house could know.
 */
export function messageOfItem(item: FeedItem, channel: Channel, namespace: string, now: Date): IncomingMessage {
  const { sentAt, tags } = timeOf(item.publishedAt, now);
  return {
    externalId: item.id,
    revision: item.revision,
    channel,
    kind: 'person',
    author: authorOf(item, channel, namespace),
    sentAt,
    subject: item.title,
    text: item.text === '' ? (item.title ?? '') : item.text,
    quoted: null,
    signature: null,
    language: item.language,
    rating: item.rating,
    url: item.url,
    threadId: item.id,
    references: item.inReplyTo,
    attachments: [],
    tags,
  };
}

function timeOf(publishedAt: Date | null, now: Date): { sentAt: Date; tags: string[] } {
  if (publishedAt === null) return { sentAt: now, tags: ['date-missing'] };
  const at = publishedAt.getTime();
  if (at < FIRST_PLAUSIBLE || at > now.getTime() + CLOCK_SKEW_MS) return { sentAt: now, tags: ['date-implausible'] };
  return { sentAt: new Date(Math.min(at, now.getTime())), tags: [] };
}

/** In forums and social feeds a name is a user name, unique on its host; reviews are signed "Anna". */
function authorOf({ author }: FeedItem, channel: Channel, namespace: string): Author {
  const handle = channel === 'review' ? null : (author?.name ?? null);
  return {
    name: author?.name ?? null,
    address: author?.address?.toLowerCase() ?? null,
    handle,
    namespace: handle === null ? null : namespace,
  };
}
