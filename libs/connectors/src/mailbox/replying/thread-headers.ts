import type { AnsweredMessage } from '@earshot/connector-kit';

/** RFC 5322, section 2.1.1: no line of a header is longer than 998 characters; an id cannot be folded. */
const LONGEST_ID = 900;
/** Clients put a mail into its thread by the nearest ids and by the first one; long threads grow without end otherwise. */
const MOST_REFERENCES = 20;

export interface ThreadHeaders {
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
}

/**
 * The headers that put an answer into the customer's thread: RFC 5322, section 3.6.4. Of a long thread the first id and the
 * nearest ones are kept. A message without an id of its own is answered by what it answered.
 */
export function threadHeaders(answered: Pick<AnsweredMessage, 'threadId' | 'references'>): ThreadHeaders {
  const own = answered.threadId !== null && isMessageId(answered.threadId) ? answered.threadId : null;
  const earlier = [...new Set(answered.references)].filter((id) => isMessageId(id) && id !== own).reverse();
  const all = own === null ? earlier : [...earlier, own];
  const first = all[0];
  const references =
    all.length <= MOST_REFERENCES || first === undefined ? all : [first, ...all.slice(1 - MOST_REFERENCES)];
  return { inReplyTo: own, references };
}

function isMessageId(id: string): boolean {
  return id.length <= LONGEST_ID && /^<[^<>\s\p{Cc}]+>$/u.test(id);
}
