import type { LedgerView } from '@earshot/contracts';

/** The sum of what was skipped, and how many of the seen have no account at all; that must be 0. */
export function balanceOf(ledger: LedgerView): { readonly skipped: number; readonly missing: number } {
  const skipped = Object.values(ledger.skipped).reduce((sum, count) => sum + count, 0);
  return { skipped, missing: ledger.seen - ledger.stored - ledger.duplicate - skipped - ledger.quarantined };
}
