import type { InsightCasesQuery, InsightQuery } from '@earshot/contracts';
import {
  INSIGHT_CASE_SETS,
  insightPeriod,
  type InsightBucket,
  type InsightCaseSet,
  type InsightFilter,
  type InsightPeriod,
  type User,
} from '@earshot/domain';

type Asked = Omit<InsightCasesQuery, 'set' | 'stage' | 'after' | 'limit'>;

/** @throws InvalidInput when the days make no period */
export function periodOf(asked: Asked, user: User, bucket: InsightBucket): InsightPeriod {
  return insightPeriod({ zone: asked.zone ?? user.zone, bucket, firstDay: asked.from, lastDay: asked.to });
}

export function filterOf({ source, language, severity, topic, owner }: Asked, user: User): InsightFilter {
  const list = <Value>(value: Value | undefined): Value[] => (value === undefined ? [] : [value]);
  return {
    sourceIds: list(source),
    languages: list(language),
    severities: list(severity),
    topics: list(topic),
    ownerIds: list(owner === 'me' ? user.id : owner),
  };
}

/** The query behind each figure that leads to its cases. */
export function casesLinks(asked: InsightQuery, zone: string): Record<InsightCaseSet, string> {
  const { bucket: _, ...filter } = asked;
  const given = Object.entries({ ...filter, zone }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const link = (set: InsightCaseSet) => new URLSearchParams([['set', set], ...given]).toString();
  return Object.fromEntries(INSIGHT_CASE_SETS.map((set) => [set, link(set)])) as Record<InsightCaseSet, string>;
}
