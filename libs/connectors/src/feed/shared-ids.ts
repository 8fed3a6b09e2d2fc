import { createHash } from 'node:crypto';
import { seenKey } from './feed-cursor.js';
import type { FeedItem } from './feed-item.js';

/**
 * Tells apart items of one document that share an id and have different words, so that none hides another: one keeps the id,
 * each of the others gets one made of the id and its words. Which one keeps it does not hang on the order of the document:
 * that which was stored under it, else the oldest. One that was stored under an id of its own keeps that, also alone.
 *
 * @param isSeen whether this `seenKey` is stored
 */
export function withOwnIds(items: readonly (FeedItem | null)[], isSeen: (key: string) => boolean): (FeedItem | null)[] {
  const holders = new Map<string, FeedItem>();
  const isStoredApart = (item: FeedItem): boolean => isSeen(seenKey(apartId(item), item.revision));
  // Feeds show the newest first.
  for (const item of [...items].reverse()) {
    if (item === null || isStoredApart(item)) continue;
    const holder = holders.get(item.id);
    if (holder === undefined || comesBefore(item, holder, isSeen)) holders.set(item.id, item);
  }
  return items.map((item) => {
    if (item === null || holders.get(item.id)?.revision === item.revision) return item;
    const id = apartId(item);
    return { ...item, id, threadId: item.threadId === item.id ? id : item.threadId };
  });
}

function comesBefore(item: FeedItem, holder: FeedItem, isSeen: (key: string) => boolean): boolean {
  const [isItemStored, isHolderStored] = [item, holder].map(({ id, revision }) => isSeen(seenKey(id, revision)));
  if (isItemStored !== isHolderStored) return isItemStored === true;
  return timeOf(item) < timeOf(holder);
}

function timeOf({ publishedAt }: FeedItem): number {
  return publishedAt?.getTime() ?? Infinity;
}

function apartId({ id, revision }: FeedItem): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify([id, revision]))
    .digest('hex')}`;
}
