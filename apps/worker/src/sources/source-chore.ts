import type { SourceBook } from '@earshot/domain';
import type { Chore } from '../housekeeping.js';

/** Messages that go in one transaction. */
const PORTION = 2_000;

/** Deletes what removed sources have left, and closes quarantined items that a backfill could read. */
export const sourceChore = (book: SourceBook, settle: () => Promise<number>): Chore => ({
  name: 'removed sources and quarantine',
  cron: '25 * * * * *',
  work: async (goesOn) => {
    while (goesOn() && (await book.purge(PORTION)));
    while (goesOn() && (await settle()) > 0);
  },
});
