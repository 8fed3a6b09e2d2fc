import {
  CaseListPage,
  CaseListQuery,
  InsightCasesPage,
  InsightCasesQuery,
  InsightQuery,
  InsightsView,
  SpikePage,
  type CaseView,
} from '@earshot/contracts';
import { INSIGHT_CASE_SETS } from '@earshot/domain';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const DAY_MS = 86_400_000;

/** The figures of a team: the same every day but for one rise, which is a spike. */
export class FakeInsights implements FakeDesk {
  private acknowledgedBy: string | null = null;
  /** Which cases were asked for, the newest question last. */
  readonly casesAsked: InsightCasesQuery[] = [];

  constructor(private readonly cases: () => readonly CaseView[]) {}

  answer({ path, method, query }: FakeRequest): FakeAnswer | null {
    const [what, part, deed] = path;
    const asked = Object.fromEntries(query);
    if (what === 'insights' && part === undefined) return ok(this.figures(InsightQuery.parse(asked)));
    if (what === 'insights' && part === 'cases') {
      this.casesAsked.push(InsightCasesQuery.parse(asked));
      return ok(InsightCasesPage.parse({ items: this.cases().map(({ caseId }) => caseId), next: null }));
    }
    if (what === 'cases' && part === undefined && method === 'GET') return ok(this.listed(CaseListQuery.parse(asked)));
    if (what !== 'spikes') return null;
    if (deed === 'acknowledge') this.acknowledgedBy = 'Aino Lehtonen';
    else if (method !== 'GET') return problem(404);
    return ok(deed === undefined ? this.spikes() : (this.spikes().items[0] ?? {}));
  }

  private figures({ bucket, ...filter }: InsightQuery): InsightsView {
    const { from, to, zone = 'UTC', owner } = filter;
    // A message has no owner.
    const total = { ...span(3_100, 214), ...(owner === undefined ? {} : { received: null, unhappy: null }) };
    const step = bucket === 'day' ? 1 : bucket === 'week' ? 7 : 30;
    const buckets: object[] = [];
    for (let at = Date.parse(from); at <= Date.parse(to); at += step * DAY_MS) {
      const index: number = buckets.length;
      buckets.push({
        day: new Date(at).toISOString().slice(0, 10),
        ...span(90 + ((index * 7) % 30), index === 20 ? 40 : 5),
      });
    }
    const part = (key: string, name: string, received: number, unhappy: number) => ({ key, name, received, unhappy });
    return InsightsView.parse({
      asOf: new Date().toISOString(),
      period: { from, to, zone, bucket },
      total,
      buckets,
      causes: [
        { stage: 'delivery', kind: 'systemic', cases: 12 },
        { stage: 'invoicing', kind: 'accident', cases: 3 },
      ],
      topics: [part('delivery', 'delivery', 900, 101), part('refund', 'refund', 240, 66)],
      languages: [part('lv', 'lv', 1_400, 120), part('fi', 'fi', 800, 50), part('und', 'und', 12, 1)],
      sources: [part('1', 'help@nordvik.example', 2_000, 150), part('3', 'Community forum', 1_100, 64)],
      standing: { open: 31, overdue: 4, unowned: 9 },
      cases: Object.fromEntries(
        INSIGHT_CASE_SETS.map((set) => [set, new URLSearchParams({ set, ...filter }).toString()]),
      ),
    });
  }

  private listed({ ids }: CaseListQuery): CaseListPage {
    const found = this.cases().filter(({ caseId }) => ids === undefined || ids.includes(caseId));
    return CaseListPage.parse({
      items: found.map((view) => ({
        ...view,
        channel: view.messages[0]?.channel ?? 'email',
        language: 'lv',
        topics: [],
        source: view.messages[0]?.source,
        messageCount: view.messages.length,
        lastMessageAt: view.openedAt,
        dueAt: null,
        dueKind: null,
      })),
      next: null,
    });
  }

  private spikes(): SpikePage {
    const startedAt = new Date(Date.now() - 5 * 3_600_000).toISOString();
    const acknowledged =
      this.acknowledgedBy === null ? null : { at: new Date().toISOString(), by: this.acknowledgedBy };
    const spike = {
      id: '1',
      kind: 'topic',
      key: 'delivery',
      what: 'delivery',
      startedAt,
      lastSeenAt: startedAt,
      endedAt: null,
    };
    const also = ['parcel', 'courier'].map((word) => ({ kind: 'word', key: word, what: word }));
    return SpikePage.parse({
      items: [{ ...spike, hours: 6, count: 40, usual: 5.2, weeks: 8, also, acknowledged, messages: [] }],
      next: null,
      learning: null,
    });
  }
}

const span = (received: number, unhappy: number) => ({
  received,
  unhappy,
  promised: 200,
  kept: 188,
  answered: 190,
  workingMedian: 95,
  workingP90: 610,
  wallMedian: 320,
  wallP90: 2_900,
  opened: unhappy,
  repeated: Math.round(unhappy / 9),
  checked: 20,
  recovered: 17,
});
