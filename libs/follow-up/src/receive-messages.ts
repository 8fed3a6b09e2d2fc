import type { Stores, StoredReply } from '@earshot/domain';
import type { ClockKeeper } from './clock-keeper.js';
import { planFollowUp, type AssessedMessage } from './plan-follow-up.js';

/** Works a stored page into the cases, inside the transaction that stores it. Resolves to the ids of the cases touched. */
export async function receiveMessages(
  sourceId: string,
  messages: readonly AssessedMessage[],
  replies: readonly StoredReply[],
  clocks: ClockKeeper,
  stores: Pick<Stores, 'cases'>,
): Promise<readonly string[]> {
  if (messages.length === 0 && replies.length === 0) return [];
  const context = await stores.cases.loadContext(
    sourceId,
    messages.map(({ message }) => message),
    replies,
  );
  return stores.cases.apply(planFollowUp(messages, replies, context, clocks));
}
