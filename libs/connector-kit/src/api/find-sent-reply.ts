import type { SeenReply } from '@earshot/domain';
import type { OutgoingReply, ReplyReceipt } from '../connector.js';
import type { ApiStream } from './api-stream.js';

/** Clocks differ. */
const CLOCK_SKEW_MS = 10 * 60 * 1000;
/** The newest of the house's own posts that are looked at; one request. */
const LOOKED_AT = 40;
const MAX_ITEM_BYTES = 256 * 1024;

/**
 * Looks among the house's own newest posts for one that answers the same message in the same words and is not older than
 * the reply. For channels that carry no mark of ours. `null`: not found, which proves nothing.
 *
 * @param answers the stream of the house's own posts
 * @throws ConnectorError
 */
export async function findSentReply(
  answers: ApiStream,
  outgoing: OutgoingReply,
  signal: AbortSignal,
): Promise<ReplyReceipt | null> {
  const request = { token: null, size: LOOKED_AT, since: null, maxItemBytes: MAX_ITEM_BYTES };
  const { items } = await answers.fetch(request, signal);
  const found = items.find(({ outcome }) => 'reply' in outcome && isSameReply(outcome.reply, outgoing));
  if (found === undefined || !('reply' in found.outcome)) return null;
  const { externalId, threadId, sentAt } = found.outcome.reply;
  return { externalId, threadId, sentAt };
}

function isSameReply(seen: SeenReply, outgoing: OutgoingReply): boolean {
  const { threadId } = outgoing.answers;
  return (
    threadId !== null &&
    seen.answers.includes(threadId) &&
    seen.sentAt.getTime() >= outgoing.writtenAt.getTime() - CLOCK_SKEW_MS &&
    // Services put a mention before the words and change spaces.
    bare(seen.text).endsWith(bare(outgoing.text))
  );
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
