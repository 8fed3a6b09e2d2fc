import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { Page, RejectedItem } from '../connector.js';
import type { ApiItem } from './api-item.js';

/**
 * A page of items that are given newest first; in the page they stand oldest first.
 *
 * @param tooOld how many more were left aside because they are older than asked for
 */
export function pageOfItems<Cursor>(
  items: readonly ApiItem[],
  tooOld: number,
  cursor: Cursor,
  notBefore: Date | null,
): Page<Cursor> {
  const messages: IncomingMessage[] = [];
  const replies: SeenReply[] = [];
  const rejected: RejectedItem[] = [];
  const removed: string[] = [];
  const skipped: Record<string, number> = tooOld > 0 ? { 'older-than-start': tooOld } : {};
  for (const { outcome } of [...items].reverse()) {
    if ('message' in outcome) messages.push(outcome.message);
    else if ('reply' in outcome) replies.push(outcome.reply);
    else if ('rejected' in outcome) rejected.push(outcome.rejected);
    else if ('removed' in outcome) removed.push(outcome.removed);
    else skipped[outcome.skipped] = (skipped[outcome.skipped] ?? 0) + 1;
  }
  return {
    messages,
    replies,
    rejected,
    skipped,
    cursor,
    ...(removed.length > 0 && { removed }),
    ...(notBefore !== null && { notBefore }),
  };
}
