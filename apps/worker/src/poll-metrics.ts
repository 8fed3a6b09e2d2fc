import type { ObservePoll } from '@earshot/intake';
import type { Metrics } from '@earshot/platform';

/** Counts what every poll came to. */
export function pollMetrics({ polls, messages, quarantined }: Metrics): ObservePoll {
  return ({ kind }, { outcome, ledger }) => {
    polls.inc({ kind, outcome });
    messages.inc({ kind, result: 'stored' }, ledger.stored);
    messages.inc({ kind, result: 'duplicate' }, ledger.duplicate);
    for (const count of Object.values(ledger.skipped)) messages.inc({ kind, result: 'skipped' }, count);
    quarantined.inc({ kind }, ledger.quarantined);
  };
}
