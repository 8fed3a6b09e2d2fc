import type { Clock, QuarantineStore, SourceBook } from '@earshot/domain';
import { rereadItem } from './reread-item.js';
import type { SourceKinds } from './source-kinds.js';

/** Items that are looked at before anybody else gets a turn. */
const PORTION = 50;

/**
 * Closes what a backfill could read after all. Where the channel names what it could not read otherwise than what it could
 * (a place in a folder, a Message-ID), only reading the raw form tells that the two are the same.
 * @returns how many items were looked at; 0: there are no more
 */
export async function settleQuarantine(
  store: QuarantineStore,
  book: SourceBook,
  kinds: SourceKinds,
  clock: Clock,
): Promise<number> {
  const items = await store.passedByBackfill(kinds.rereadable(), PORTION);
  for (const item of items) {
    const read = await rereadItem(kinds, await book.settings(item.sourceId), item, clock.now());
    await store.closeIfStored(item, idOf(read), clock.now());
  }
  return items.length;
}

function idOf(read: Awaited<ReturnType<typeof rereadItem>>): string | null {
  if (read === null) return null;
  if ('message' in read) return read.message.externalId;
  return 'reply' in read ? read.reply.externalId : null;
}
