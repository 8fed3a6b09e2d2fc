import { refuseTooLong, type OutgoingReply } from '@earshot/connector-kit';
import { ReplyError, type ReplyLimit } from '@earshot/domain';
import { createHash } from 'node:crypto';
import type { PostView } from './post-mapper.js';

/** https://docs.bsky.app/docs/advanced-guides/posts */
export const POST_LIMIT: ReplyLimit = { longest: 300, counted: 'graphemes' };
const MAX_BYTES = 3_000;

/**
 * The record of an answer below `parent`.
 * @throws ReplyError `refused` when the text is longer than a post may be
 */
export function replyRecord(outgoing: OutgoingReply, parent: PostView): Record<string, unknown> {
  const { text, language, writtenAt } = outgoing;
  refuseTooLong(text, POST_LIMIT);
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new ReplyError('refused', `The answer has ${Buffer.byteLength(text)} bytes; a post may have ${MAX_BYTES}`, {
      advice: 'Write fewer emoji that are put together of many.',
    });
  const ref = { uri: parent.uri, cid: parent.cid };
  return {
    $type: 'app.bsky.feed.post',
    text,
    createdAt: writtenAt.toISOString(),
    reply: { root: parent.record.reply?.root ?? ref, parent: ref },
    ...(language !== null && { langs: [language] }),
    ...facets(text),
  };
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz';

/**
 * The key of the record, the same on every attempt: a TID (https://atproto.com/specs/tid) of the time of writing, whose
 * last ten bits, and the microseconds, come from the reply's id.
 */
export function recordKey({ externalId, writtenAt }: Pick<OutgoingReply, 'externalId' | 'writtenAt'>): string {
  const hash = createHash('sha256').update(externalId).digest();
  const microseconds = BigInt(writtenAt.getTime()) * 1000n + BigInt(hash.readUInt16BE(0) % 1000);
  let rest = (microseconds << 10n) | BigInt(hash.readUInt16BE(2) % 1024);
  let key = '';
  for (let digit = 0; digit < 13; digit += 1) {
    key = DIGITS[Number(rest & 31n)]! + key;
    rest >>= 5n;
  }
  return key;
}

/** Links are marked by their place in bytes; without the mark they are dead text. */
function facets(text: string): { readonly facets?: readonly unknown[] } {
  const links = [...text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g)].map((match) => {
    const byteStart = Buffer.byteLength(text.slice(0, match.index));
    return {
      index: { byteStart, byteEnd: byteStart + Buffer.byteLength(match[0]) },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: match[0] }],
    };
  });
  return links.length === 0 ? {} : { facets: links };
}
