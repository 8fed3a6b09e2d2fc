import type { BucketFigures, InsightFigures, InsightFilter, InsightPeriod } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { caseFigures, NO_CASES, standingFigures } from '../insights/case-figures.js';
import { messageFigures, type MessageCount } from '../insights/message-figures.js';
import type { Sql } from '../repositories/sql.js';
import { inSnapshot } from './in-snapshot.js';

/** The figures of docs/insights.md. */
export class InsightQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * All of one moment: they agree with each other. An unknown source, language, topic or owner has no messages and cases.
   * @param now open cases and what is overdue are those of this moment
   */
  async figures(period: InsightPeriod, filter: InsightFilter, now: Date): Promise<InsightFigures> {
    return inSnapshot(this.dataSource, (sql) => insightFigures(sql, period, filter, now));
  }
}

export async function insightFigures(
  sql: Sql,
  period: InsightPeriod,
  filter: InsightFilter,
  now: Date,
): Promise<InsightFigures> {
  const { asOf: keptUntil, counted } = await kept(sql, period.zone);
  // A zone in which nobody reads is counted from the messages themselves, up to this moment.
  const asOf = counted || keptUntil === null ? keptUntil : now;
  const messages = await messageFigures(sql, period, filter, counted);
  const cases = await caseFigures(sql, period, filter, asOf ?? new Date(0));
  const none = { received: 0, unhappy: 0 };
  const hidden = filter.ownerIds.length > 0;
  const shown = (count: MessageCount) => (hidden ? { received: null, unhappy: null } : count);
  return {
    asOf,
    total: { ...shown(messages.total), ...cases.total },
    buckets: period.buckets.map(({ day }, i): BucketFigures => ({
      day,
      ...shown(messages.buckets.get(i) ?? none),
      ...(cases.buckets.get(i) ?? NO_CASES),
    })),
    causes: cases.causes,
    topics: hidden ? [] : messages.topics,
    languages: hidden ? [] : messages.languages,
    sources: hidden ? [] : messages.sources,
    standing: await standingFigures(sql, filter, now),
  };
}

async function kept(sql: Sql, zone: string): Promise<{ asOf: Date | null; counted: boolean }> {
  const [row] = await sql.query(
    `select as_of as "asOf", exists (select from insight_zones where zone = $1 and count_from is null) as counted
     from insight_state where id = 1`,
    [zone],
  );
  return { asOf: (row?.asOf ?? null) as Date | null, counted: row?.counted === true };
}
