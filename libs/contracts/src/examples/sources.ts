import type { SavedSource } from '../source-configuration.js';
import type { SourceDetail, SourceList, SourceView } from '../sources.js';

const shown: SourceView = {
  id: '3',
  kind: 'mailbox',
  name: 'Customer care mailbox',
  state: 'healthy',
  stateSince: '2026-11-02T06:00:00.000Z',
  stateReason: null,
  health: { reason: null, advice: null, paceSeconds: 300, silence: null, credentialsExpireAt: null, held: null },
  sample: false,
  pollIntervalSeconds: 300,
  nextPollAt: '2026-11-16T08:05:00.000Z',
  lastSuccessAt: '2026-11-16T08:00:02.000Z',
  consecutiveFailures: 0,
  ledger: { seen: 1_204, stored: 1_150, duplicate: 31, skipped: { own: 21 }, quarantined: 2 },
  openQuarantine: 1,
  version: 2,
  provisionedBy: null,
  withdrawnAt: null,
};

const sourceList: SourceList = { items: [shown] };

const sourceDetail: SourceDetail = {
  ...shown,
  options: { host: 'imap.example.org', user: 'care@example.org' },
  days: [{ day: '2026-11-15', ledger: { seen: 40, stored: 38, duplicate: 1, skipped: { own: 1 }, quarantined: 0 } }],
  polls: [
    {
      id: '881',
      startedAt: '2026-11-16T08:00:00.000Z',
      finishedAt: '2026-11-16T08:00:02.000Z',
      outcome: 'succeeded',
      error: null,
      ledger: { seen: 2, stored: 2, duplicate: 0, skipped: {}, quarantined: 0 },
    },
  ],
  quarantine: [
    {
      id: '4',
      at: '2026-11-12T13:00:00.000Z',
      externalId: '<1234@example.com>',
      reason: 'unreadable',
      detail: 'The message ends within its header',
      rawBytes: 512,
    },
  ],
  budgets: [
    {
      scope: 'host',
      name: 'imap.example.org',
      host: 'imap.example.org',
      allowed: 600,
      spent: 12,
      resetsAt: '2026-11-16T09:00:00.000Z',
      sharedBy: 1,
    },
  ],
};

const savedSource: SavedSource = { ...sourceDetail, warnings: [] };

export const SOURCE_EXAMPLES = { SourceList: sourceList, SourceDetail: sourceDetail, SavedSource: savedSource };
