import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlaybookFiles, PolicyFiles } from '@earshot/follow-up';
import { migrate, openDatabase } from '@earshot/persistence';
import {
  askedToStop,
  createLogger,
  createMetrics,
  installationRoot,
  loadConfiguration,
  publicUrlOf,
  SystemClock,
} from '@earshot/platform';
import { lendDetection } from '../../worker/src/learning/lend-detection.js';
import { lendIntake } from '../../worker/src/intake/lend-intake.js';
import { lendReplying } from '../../worker/src/replying/lend-replying.js';
import { lendDigests } from '../../worker/src/reporting/lend-digests.js';
import { lendSources } from '../../worker/src/sources/lend-sources.js';
import { calendarsOf, judgeThresholds } from '../../worker/src/worker-settings.js';
import { createApi } from './create-api.js';

/** The API and the dashboard alone, for houses that run several of them beside their workers. Ends at SIGTERM. */
async function main(): Promise<void> {
  // From now on: whoever is asked during the start has a database to leave, too.
  const asked = askedToStop();
  const configuration = loadConfiguration();
  const logger = createLogger(configuration.log);
  const database = await openDatabase(configuration);
  try {
    await migrate(database.url);
    const dashboard = join(installationRoot(), 'dist/dashboard');
    const clock = new SystemClock();
    const digests = lendDigests(database.url, configuration, logger);
    const app = await createApi({
      settings: {
        publicUrl: publicUrlOf(configuration.http),
        trustProxy: configuration.http.trustProxy,
        organisation: configuration.organisation.name,
        dashboardFolder: existsSync(dashboard) ? dashboard : null,
        playbook: PlaybookFiles.read(join(installationRoot(), 'config')),
        policy: PolicyFiles.read(join(installationRoot(), 'config'), calendarsOf(configuration), clock.now()),
        watchSecret: configuration.watch.webhookSecret,
        detection: lendDetection(database.url, judgeThresholds(configuration), logger),
        replying: lendReplying(database.url, configuration, logger),
        digests,
        intake: lendIntake(configuration, digests.queue, clock),
        sources: lendSources(configuration, clock, logger),
        logger,
        metrics: createMetrics().registry,
      },
      database: { url: database.url, poolSize: configuration.database.poolSize },
      clock,
    });
    try {
      await app.listen(configuration.http.port, configuration.http.host);
      logger.info({ url: await app.getUrl() }, 'the API listens');
      await asked;
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`earshot-api: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
