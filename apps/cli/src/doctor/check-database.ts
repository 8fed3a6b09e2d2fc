import type { OpenDatabase } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { attention, failed, ok, type Finding } from './finding.js';

/** PostgreSQL 15: `unique nulls not distinct` and others. The number is server_version_num. */
const OLDEST_VERSION = 150_000;

/** What the database says about itself. */
export interface DatabaseFacts {
  readonly version: string;
  readonly versionNumber: number;
  readonly encoding: string;
  /** lower('Ж'), which fails under a C locale. */
  readonly lowered: string;
  readonly now: Date;
  readonly pendingMigrations: readonly string[];
}

export async function readDatabaseFacts(dataSource: DataSource): Promise<DatabaseFacts> {
  const [facts] = await dataSource.query<
    { version: string; number: string; encoding: string; lowered: string; now: Date }[]
  >(
    `select current_setting('server_version') as version, current_setting('server_version_num') as number,
       current_setting('server_encoding') as encoding, lower('Ж') as lowered, clock_timestamp() as now`,
  );
  if (facts === undefined) throw new Error('the database answered nothing');
  const { version, encoding, lowered, now } = facts;
  return {
    version,
    versionNumber: Number(facts.number),
    encoding,
    lowered,
    now,
    pendingMigrations: await pendingMigrations(dataSource),
  };
}

/** Read only: the table is made by the first migration. */
async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const [found] = await dataSource.query<{ there: boolean }[]>(`select to_regclass('migrations') is not null as there`);
  const rows = found?.there === true ? await dataSource.query<{ name: string }[]>('select name from migrations') : [];
  const done = new Set(rows.map(({ name }) => name));
  return dataSource.migrations
    .map((migration) => migration.name ?? migration.constructor.name)
    .filter((name) => !done.has(name));
}

export function judgeDatabase(facts: DatabaseFacts, mode: OpenDatabase['mode']): Finding[] {
  const findings: Finding[] = [];
  const server = `PostgreSQL ${facts.version} (${mode})`;
  findings.push(
    facts.versionNumber >= OLDEST_VERSION
      ? ok('database', server)
      : failed('database', `${server} is too old`, 'use PostgreSQL 15 or newer'),
  );
  if (facts.encoding !== 'UTF8')
    findings.push(
      failed(
        'encoding',
        `the database is encoded in ${facts.encoding}`,
        'create it anew with: createdb --encoding=UTF8',
      ),
    );
  else if (facts.lowered !== 'ж')
    findings.push(
      attention(
        'encoding',
        'the locale of the database knows ASCII only, so searching ignores no capitals in other scripts',
        'create it with --locale-provider=icu or builtin',
      ),
    );
  else findings.push(ok('encoding', 'UTF8, every script'));
  findings.push(
    facts.pendingMigrations.length === 0
      ? ok('migrations', 'the schema is up to date')
      : attention(
          'migrations',
          `${facts.pendingMigrations.length} waiting: ${facts.pendingMigrations.join(', ')}`,
          'npm start applies them',
        ),
  );
  return findings;
}
