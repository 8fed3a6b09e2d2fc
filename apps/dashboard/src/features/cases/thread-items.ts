import type {
  CaseEventView,
  CasePlaybookView,
  CaseView,
  MessageView,
  OutgoingReplyView,
  ReplyView,
} from '@earshot/contracts';

/** A call or meeting that somebody wrote down. */
export type LoggedCall = CasePlaybookView['calls'][number];

export type ThreadItem =
  | { readonly type: 'message'; readonly at: string; readonly message: MessageView }
  | { readonly type: 'reply'; readonly at: string; readonly reply: ReplyView }
  | { readonly type: 'outgoing'; readonly at: string; readonly outgoing: OutgoingReplyView }
  | { readonly type: 'call'; readonly at: string; readonly call: LoggedCall };

/**
 * The customer's messages, the company's replies and what was spoken as one conversation, oldest first. A reply written here stands in it
 * once: as its channel shows it, when it has been seen there.
 */
export function threadItems(
  { messages, replies }: Pick<CaseView, 'messages' | 'replies'>,
  outgoing: readonly OutgoingReplyView[] = [],
  calls: readonly LoggedCall[] = [],
): ThreadItem[] {
  const seen = new Set(replies.map(({ id }) => id));
  const items: ThreadItem[] = [
    ...messages.map((message) => ({ type: 'message' as const, at: message.sentAt, message })),
    ...replies.map((reply) => ({ type: 'reply' as const, at: reply.sentAt, reply })),
    ...outgoing
      .filter(({ state, seenReplyId }) => state !== 'discarded' && !(seenReplyId !== null && seen.has(seenReplyId)))
      .map((one) => ({ type: 'outgoing' as const, at: one.sentAt ?? one.createdAt, outgoing: one })),
    ...calls.map((call) => ({ type: 'call' as const, at: call.at, call })),
  ];
  return items.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The message by which the case is explained: the one judged worst, the newest among equals. */
export function decisiveMessage(messages: readonly MessageView[]): MessageView | null {
  return messages.reduce<MessageView | null>((worst, message) => {
    const probability = message.assessment?.probability ?? -1;
    return probability >= 0 && probability >= (worst?.assessment?.probability ?? -1) ? message : worst;
  }, null);
}

/** Links come from outside: only those that open a web page are offered. */
export const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

/** Why a message belongs to its case. */
export interface JoinReason {
  readonly how: 'thread' | 'customer' | 'subject';
  /** When the case had been solved that the message was found to be about. */
  readonly solvedAt: string | null;
}

const REASONS_TOLD: readonly unknown[] = ['thread', 'customer', 'subject'] satisfies readonly JoinReason['how'][];

/** Why each message joined, by its id. The first one and edited ones need no reason. */
export function joinReasons(events: readonly CaseEventView[]): ReadonlyMap<string, JoinReason> {
  const reasons = new Map<string, JoinReason>();
  let solvedAt: string | null = null;
  for (const { type, at, detail } of [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (type === 'solved') solvedAt = at;
    const { messageId, how } = detail;
    if (type !== 'message_joined' || typeof messageId !== 'string' || !REASONS_TOLD.includes(how)) continue;
    reasons.set(messageId, { how: how as JoinReason['how'], solvedAt });
  }
  return reasons;
}
