import type { PollLedger } from '@earshot/domain';

/** How storing one page went, item by item. */
export interface PageCounts {
  readonly messages: number;
  readonly storedMessages: number;
  readonly replies: number;
  readonly storedReplies: number;
  readonly rejected: number;
  /** Rejected items that were not in quarantine yet, or are there again. */
  readonly quarantined: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** seen = stored + duplicate + skipped + quarantined, by construction; the database checks it again. */
export function pageLedger(counts: PageCounts): PollLedger {
  const skipped = Object.fromEntries(Object.entries(counts.skipped).filter(([, count]) => count > 0));
  if (counts.storedReplies > 0) skipped['own-reply'] = (skipped['own-reply'] ?? 0) + counts.storedReplies;
  const skippedByConnector = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);
  return {
    seen: counts.messages + counts.replies + counts.rejected + skippedByConnector,
    stored: counts.storedMessages,
    duplicate:
      counts.messages -
      counts.storedMessages +
      (counts.replies - counts.storedReplies) +
      (counts.rejected - counts.quarantined),
    skipped,
    quarantined: counts.quarantined,
  };
}
