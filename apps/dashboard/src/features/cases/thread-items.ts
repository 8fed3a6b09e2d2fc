import type { CaseView, MessageView, ReplyView } from '@earshot/contracts';

export type ThreadItem =
  | { readonly type: 'message'; readonly at: string; readonly message: MessageView }
  | { readonly type: 'reply'; readonly at: string; readonly reply: ReplyView };

/** The customer's messages and the company's replies as one conversation, oldest first. */
export function threadItems({ messages, replies }: Pick<CaseView, 'messages' | 'replies'>): ThreadItem[] {
  const items: ThreadItem[] = [
    ...messages.map((message) => ({ type: 'message' as const, at: message.sentAt, message })),
    ...replies.map((reply) => ({ type: 'reply' as const, at: reply.sentAt, reply })),
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
