import { INSIGHT_BUCKETS, insightPeriod, type InsightFilter, type SpanFigures } from '@earshot/domain';
import { createDataSource, InsightCaseQueries, InsightQueries, PostgresInsightStore } from '@earshot/persistence';
import { InsightDesk } from '@earshot/reporting';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  insertCast,
  insertHistory,
  toldMessage,
  type HistoryIds,
  type ToldMessage,
} from '../support/insight-history.js';
import { slowInsights } from '../support/slow-insights.js';
import { SetClock, shippedPolicy } from '../support/sweep-kit.js';

/** Changes of clocks of these zones lie within a fortnight of each. */
const AROUND = ['2026-03-20T00:00:00Z', '2026-10-18T00:00:00Z', '2026-04-01T00:00:00Z'];
/** Kept ready: those of readers; Kathmandu (+5:45) and Lord Howe (half an hour of summer) are counted from the messages. */
const ZONES = ['Europe/Helsinki', 'America/Santiago', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'];
const KEPT = ['Europe/Helsinki', 'America/Santiago', 'Africa/Cairo'];
const DAYS = 16;

describe('the figures', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let cast: HistoryIds;
  const clock = new SetClock(new Date('2026-06-01T00:00:00Z'));
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    cast = await insertCast(dataSource);
    await dataSource.query(`update users set zone = case when id = $1 then $2 else $3 end`, [
      cast.ownerIds[0],
      KEPT[1],
      KEPT[2],
    ]);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  const desk = () =>
    new InsightDesk(
      new PostgresInsightStore(dataSource),
      () => Promise.resolve(shippedPolicy(clock.now())),
      'Europe/Helsinki',
      clock,
    );

  const filters = (ids: HistoryIds): fc.Arbitrary<InsightFilter> =>
    fc.record({
      sourceIds: fc.oneof(fc.constant([]), fc.subarray([...ids.sourceIds], { minLength: 1 })),
      languages: fc.constantFrom([], [], ['fi']),
      severities: fc.constantFrom<InsightFilter['severities']>([], [], ['high']),
      topics: fc.constantFrom<InsightFilter['topics']>([], [], ['payment']),
      ownerIds: fc.constantFrom([], [], ['nobody'], [ids.ownerIds[0] as string, 'nobody']),
    });

  it('are those of a slow and obvious count, in any zone, over changes of clocks, whatever is filtered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...AROUND),
        fc.array(toldMessage(DAYS * 1440), { minLength: 1, maxLength: 25 }),
        fc.array(
          fc.record({
            zone: fc.constantFrom(...ZONES),
            bucket: fc.constantFrom(...INSIGHT_BUCKETS),
            first: fc.integer({ min: -2, max: DAYS }),
            days: fc.integer({ min: 0, max: DAYS + 4 }),
            filter: filters(cast),
          }),
          { minLength: 4, maxLength: 4 },
        ),
        fc.integer({ min: 0, max: DAYS * 1440 }),
        async (startText, messages, asks, nowAfter) => {
          const start = new Date(startText);
          await insertHistory(dataSource, cast, start, messages);
          clock.moveTo(new Date(start.getTime() + nowAfter * 60_000));
          // Counted for the first time and counted anew must agree: sometimes the zones are known, sometimes not.
          if (messages.length % 2 === 0) await dataSource.query('delete from insight_zones');
          await dataSource.query('update insight_state set as_of = null');
          await desk().tick();
          for (const ask of asks) await compare(start, messages, ask);
        },
      ),
      { numRuns: 40 },
    );
  }, 300_000);

  async function compare(
    start: Date,
    messages: readonly ToldMessage[],
    ask: { zone: string; bucket: (typeof INSIGHT_BUCKETS)[number]; first: number; days: number; filter: InsightFilter },
  ): Promise<void> {
    const { zone, bucket, filter } = ask;
    const day = DateTime.fromJSDate(start, { zone }).plus({ days: ask.first });
    const [firstDay, lastDay] = [day.toISODate() ?? '', day.plus({ days: ask.days }).toISODate() ?? ''];
    const period = insightPeriod({ zone, bucket, firstDay, lastDay });
    const figures = await new InsightQueries(dataSource).figures(period, filter, clock.now());
    const slow = slowInsights(messages, cast, { start, now: clock.now(), zone, bucket, firstDay, lastDay, filter });
    expect([ask, comparable(figures.total)]).toEqual([ask, comparable(slow.total)]);
    const happened = figures.buckets.map(({ day: begins, ...counts }) => [begins, comparable(counts)] as const);
    const empty = comparable(emptyFigures(filter.ownerIds.length > 0));
    expect(happened).toEqual(
      happened.map(([begins]) => [
        begins,
        comparable(slow.buckets.get(begins) ?? emptyFigures(empty.received === null)),
      ]),
    );
    expect([...slow.buckets.keys()].every((begins) => happened.some(([known]) => known === begins))).toBe(true);
    await casesAgree(period, filter, figures.total);
  }

  /** Each figure leads to as many cases as it counts. */
  async function casesAgree(
    period: ReturnType<typeof insightPeriod>,
    filter: InsightFilter,
    total: SpanFigures,
  ): Promise<void> {
    const cases = new InsightCaseQueries(dataSource);
    const sizes = { opened: total.opened, repeated: total.repeated, kept: total.kept, answered: total.answered };
    for (const [set, size] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
      const found: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await cases.page({ set, period, filter, after, limit: 3 }, clock.now());
        found.push(...page.items);
        if (page.next === null) break;
        after = page.next;
      }
      expect([set, found.length, new Set(found).size]).toEqual([set, size, size]);
    }
  }

  const comparable = ({ workingMedian: _, workingP90: __, wallMedian, wallP90, ...counts }: SpanFigures) => ({
    ...counts,
    wallMedian: wallMedian === null ? null : Math.round(wallMedian * 100),
    wallP90: wallP90 === null ? null : Math.round(wallP90 * 100),
  });
  const emptyFigures = (hidden: boolean): SpanFigures => ({
    received: hidden ? null : 0,
    unhappy: hidden ? null : 0,
    promised: 0,
    kept: 0,
    answered: 0,
    workingMedian: null,
    workingP90: null,
    wallMedian: null,
    wallP90: null,
    opened: 0,
    repeated: 0,
    checked: 0,
    recovered: 0,
  });
});
