import { ReplyError, replyLength, type ReplyLimit } from '@earshot/domain';

/** @throws ReplyError `refused` when a reply is longer than its channel takes */
export function refuseTooLong(text: string, { longest, counted }: ReplyLimit): void {
  const length = replyLength(text, counted);
  if (length <= longest) return;
  throw new ReplyError('refused', `The answer has ${length} characters; ${longest} are taken`, {
    advice: 'Shorten it, or ask the customer to write to you by another way.',
  });
}
