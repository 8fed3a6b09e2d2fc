import { writtenAt } from '@earshot/connector-kit';
import type { Author, Channel, IncomingMessage, SeenReply } from '@earshot/domain';
import type { FeedItem } from './feed-item.js';

/**
 * The message that a feed entry is. `namespace` is the host on which the author's name is unique.
 *
 * A date that is missing or cannot be (`date-missing`, `date-implausible`) becomes the time of reading, so that the
 * response clock starts when the house could know.
 */
export function messageOfItem(item: FeedItem, channel: Channel, namespace: string, now: Date): IncomingMessage {
  const { sentAt, tags } = writtenAt(item.publishedAt, now);
  return {
    externalId: item.id,
    revision: item.revision,
    channel,
    kind: 'person',
    author: authorOf(item, channel, namespace),
    sentAt,
    subject: item.title,
    text: item.text === '' ? (item.title ?? '') : item.text,
    quoted: item.quoted,
    signature: null,
    language: item.language,
    rating: item.rating,
    url: item.url,
    threadId: item.threadId,
    references: item.inReplyTo,
    attachments: [],
    tags: [...tags, ...(item.isCut ? ['text-cut'] : [])],
  };
}

/** What the house wrote there itself: an answer to what the entry names, or to the topic that it stands in. */
export function replyOfItem(item: FeedItem, now: Date): SeenReply {
  return {
    externalId: item.id,
    threadId: item.threadId,
    answers: item.inReplyTo,
    sentAt: writtenAt(item.publishedAt, now).sentAt,
    automatic: false,
    recipients: [],
    subject: item.title,
    text: item.text,
  };
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
