import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { SnakeCaseNaming } from './snake-case-naming.js';

export interface DatabaseSettings {
  readonly url: string;
  /** Connections of this process, job queue not included. */
  readonly poolSize: number;
}

/**
 * The schema changes by migrations only. `statement_timeout` ends what no page would wait for, `query_timeout` and
 * `keepAlive` notice a server that has gone without saying so.
 */
export function dataSourceOptions({ url, poolSize }: DatabaseSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    logging: false,
    applicationName: 'earshot',
    poolSize,
    connectTimeoutMS: 5_000,
    // An idle connection that the server ended is reported here; the pool has already replaced it.
    poolErrorHandler: () => undefined,
    extra: { keepAlive: true, statement_timeout: 30_000, query_timeout: 35_000 },
  };
}

export function createDataSource(settings: DatabaseSettings): DataSource {
  return new DataSource(dataSourceOptions(settings));
}

/** Any constant will do; all processes must use the same. */
const MIGRATION_LOCK = 7_402_361;

/** Brings the schema up to date. Several processes may call it at once: one migrates, the others wait. */
export async function migrate(url: string): Promise<void> {
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    const lock = dataSource.createQueryRunner();
    try {
      await lock.query('set statement_timeout = 0');
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await dataSource.runMigrations({ transaction: 'each' });
      await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    } finally {
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}
