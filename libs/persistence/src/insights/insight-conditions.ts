import type { InsightFilter } from '@earshot/domain';
import type { SqlParameters } from '../queries/sql-parameters.js';

/** What the filter asks of a row with `source_id`, `language`, `severity`, `topics` and `owner_id`, of the table `of`. */
export function caseConditions(filter: InsightFilter, of: string, parameters: SqlParameters): string {
  const conditions = ['true'];
  const among = (column: string, values: readonly string[], type: string) => {
    if (values.length > 0) conditions.push(`${of}.${column} = any(${parameters.add(values)}::${type}[])`);
  };
  among('source_id', filter.sourceIds, 'bigint');
  among('language', filter.languages, 'text');
  among('severity', filter.severities, 'text');
  if (filter.topics.length > 0) conditions.push(`${of}.topics && ${parameters.add(filter.topics)}::text[]`);
  if (filter.ownerIds.length > 0) conditions.push(ownerCondition(filter.ownerIds, of, parameters));
  return conditions.join(' and ');
}

function ownerCondition(owners: readonly string[], of: string, parameters: SqlParameters): string {
  const people = owners.filter((owner) => owner !== 'nobody');
  const named = `${of}.owner_id = any(${parameters.add(people)}::bigint[])`;
  return people.length < owners.length ? `(${named} or ${of}.owner_id is null)` : named;
}
