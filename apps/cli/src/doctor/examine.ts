import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@earshot/domain';
import { createDataSource, openDatabase } from '@earshot/persistence';
import { loadConfiguration, type Configuration } from '@earshot/platform';
import { judgeDatabase, readDatabaseFacts } from './check-database.js';
import { checkDisk, checkHome, checkNode, checkZoneData, judgeClock } from './check-host.js';
import { checkMail } from './check-mail.js';
import { checkSecretKey, checkStoredSecrets } from './check-secrets.js';
import { judgeSources, readSourceFacts } from './check-sources.js';
import { failed, ok, type Finding } from './finding.js';

/**
 * Looks at everything that Earshot needs, one finding after the other. Nothing is changed and nothing is sent; the embedded
 * database is started for the moment when it does not run.
 */
export async function* examine(): AsyncIterable<Finding> {
  yield checkNode(process.versions.node);
  yield checkZoneData();
  let configuration: Configuration;
  try {
    configuration = loadConfiguration();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { path, message } of error.faults)
      yield failed('configuration', `${path}: ${message}`, 'correct it; the other checks need the configuration');
    return;
  }
  yield ok('configuration', `for ${configuration.organisation.name}`);
  yield checkHome(configuration.home);
  yield checkDisk(configuration.home);
  yield checkSecretKey(configuration.home, process.env);
  yield* examineDatabase(configuration);
  yield await checkMail(configuration.smtp);
}

async function* examineDatabase(configuration: Configuration): AsyncIterable<Finding> {
  const { home, calendar } = configuration;
  if (configuration.database.url === null && !hasEmbeddedData(home)) {
    yield ok('database', 'the embedded one is not there yet; npm start makes it');
    yield judgeClock(new Date(), null, calendar.zone);
    return;
  }
  try {
    const database = await openDatabase(configuration);
    try {
      const dataSource = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
      try {
        const facts = await readDatabaseFacts(dataSource);
        yield* judgeDatabase(facts, database.mode);
        yield judgeClock(new Date(), facts.now, calendar.zone);
        if (facts.pendingMigrations.length > 0) return;
        yield await checkStoredSecrets(dataSource, home, process.env);
        yield* judgeSources(await readSourceFacts(dataSource), new Date());
      } finally {
        await dataSource.destroy();
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    yield failed(
      'database',
      error instanceof Error ? error.message : String(error),
      'see above; docs/operations tells more',
    );
  }
}

function hasEmbeddedData(home: string): boolean {
  return existsSync(join(home, 'postgres')) || existsSync(join(home, 'postgres.location'));
}
