import type { InsightCasesPage, InsightsView } from '../insights.js';
import type { SpikePage } from '../spikes.js';

const november = {
  received: 1_840,
  unhappy: 121,
  promised: 110,
  kept: 103,
  answered: 108,
  workingMedian: 260,
  workingP90: 910,
  wallMedian: 410,
  wallP90: 4_020,
  opened: 118,
  repeated: 9,
  checked: 40,
  recovered: 33,
};

const behind = (set: string): string => `set=${set}&from=2026-11-01&to=2026-11-30&zone=Europe%2FHelsinki`;

const insightsView: InsightsView = {
  asOf: '2026-12-01T06:00:00.000Z',
  period: { from: '2026-11-01', to: '2026-11-30', zone: 'Europe/Helsinki', bucket: 'month' },
  total: november,
  buckets: [{ day: '2026-11-01', ...november }],
  causes: [{ stage: 'delivery', kind: 'systemic', cases: 14 }],
  topics: [{ key: 'delivery', name: 'delivery', received: 420, unhappy: 52 }],
  languages: [{ key: 'fi', name: 'fi', received: 1_210, unhappy: 70 }],
  sources: [{ key: '3', name: 'Customer care mailbox', received: 1_840, unhappy: 121 }],
  standing: { open: 24, overdue: 1, unowned: 3 },
  cases: {
    unhappy: behind('unhappy'),
    opened: behind('opened'),
    repeated: behind('repeated'),
    kept: behind('kept'),
    broken: behind('broken'),
    answered: behind('answered'),
    recovered: behind('recovered'),
    not_recovered: behind('not_recovered'),
    cause: behind('cause'),
    open: behind('open'),
    overdue: behind('overdue'),
    unowned: behind('unowned'),
  },
};

const insightCasesPage: InsightCasesPage = { items: ['118', '117', '99'], next: '99' };

const spikePage: SpikePage = {
  items: [
    {
      id: '4',
      kind: 'topic',
      key: 'delivery',
      what: 'delivery',
      startedAt: '2026-11-16T06:00:00.000Z',
      lastSeenAt: '2026-11-16T09:00:00.000Z',
      endedAt: null,
      hours: 24,
      count: 14,
      usual: 2.5,
      weeks: 8,
      also: [{ kind: 'word', key: 'parcel', what: 'parcel' }],
      acknowledged: { at: '2026-11-16T09:20:00.000Z', by: 'Liisa' },
      messages: [{ id: '41', caseId: '17' }],
    },
  ],
  next: '4',
  learning: null,
};

export const INSIGHT_EXAMPLES = {
  InsightsView: insightsView,
  InsightCasesPage: insightCasesPage,
  SpikePage: spikePage,
};
