import { InvalidInput, isSameSourceName, takenNameFault } from '@earshot/domain';
import type { Sql } from './sql.js';

/** Any constant will do; all processes must use the same. */
const NAMING_LOCK = 7_402_363;

/**
 * Until the transaction ends nobody else names a source, so that two who choose names alike at the same moment do not both
 * get theirs: a unique index knows equal names only.
 * @param except the source that gets the name; `null` for a new one
 * @returns the name that people would take this one for, `null` when there is none
 */
export async function alikeName(sql: Sql, name: string, except: string | null): Promise<string | null> {
  await sql.query('select pg_advisory_xact_lock($1)', [NAMING_LOCK]);
  const rows = await sql.query('select name from sources where id is distinct from $1::bigint', [except]);
  return rows.map(({ name: other }) => other as string).find((other) => isSameSourceName(name, other)) ?? null;
}

/** @throws InvalidInput at `name` */
export async function refuseTakenName(sql: Sql, name: string, except: string | null): Promise<void> {
  const other = await alikeName(sql, name, except);
  if (other === null) return;
  throw new InvalidInput('The request has faults', [{ path: 'name', message: takenNameFault(name, other) }]);
}
