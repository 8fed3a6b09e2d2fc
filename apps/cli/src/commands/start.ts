import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Users } from '@earshot/access';
import { InvalidInput } from '@earshot/domain';
import { PlaybookFiles } from '@earshot/follow-up';
import { acquireInstanceLock, migrate, openDatabase } from '@earshot/persistence';
import {
  askedToStop,
  createLogger,
  createMetrics,
  installationRoot,
  loadConfiguration,
  publicUrlOf,
  SystemClock,
} from '@earshot/platform';
import { DataSource } from 'typeorm';
import { createApi } from '../../../api/src/create-api.js';
import { lendDetection } from '../../../worker/src/learning/lend-detection.js';
import { lendIntake } from '../../../worker/src/intake/lend-intake.js';
import { lendReplying } from '../../../worker/src/replying/lend-replying.js';
import { lendDigests } from '../../../worker/src/reporting/lend-digests.js';
import { lendSources } from '../../../worker/src/sources/lend-sources.js';
import { provisionConfigured } from '../../../worker/src/sources/provision-configured.js';
import { judgeThresholds } from '../../../worker/src/worker-settings.js';
import { Worker } from '../../../worker/src/worker.js';
import { WorkerModule } from '../../../worker/src/worker.module.js';
import { loadWorkerSettings } from '../../../worker/src/load-worker-settings.js';
import type { CliCommand } from '../cli-command.js';
import { firstStart, type FirstLogin } from '../installation/first-start.js';

const USAGE = `Usage: earshot start

Serves the dashboard and the API, reads the sources and sends what is due, until Ctrl-C or SIGTERM. Takes no options: what it
does is configured in config/ and the environment (see config/default.yaml). PORT changes the port.
`;

/**
 * `earshot start`: API, dashboard and worker in one process, on the embedded PostgreSQL or on DATABASE_URL. Runs until
 * Ctrl-C or SIGTERM, then drains and leaves nothing running.
 */
export const command: CliCommand = async (args) => {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (args.length > 0) throw new InvalidInput(`start takes no options, but was given ${args.join(' ')}`);
  // From now on: whoever is asked during the start has a database to stop, too.
  const asked = askedToStop(() => process.stdout.write('\nStopping; press Ctrl-C again to stop at once.\n'));
  const configuration = loadConfiguration();
  const publicUrl = publicUrlOf(configuration.http);
  const logger = createLogger(configuration.log);
  const clock = new SystemClock();
  const closing: (() => Promise<void> | void)[] = [];
  try {
    const lock = acquireInstanceLock(configuration.home, publicUrl);
    closing.unshift(() => lock.release());
    const database = await openDatabase(configuration, (error) =>
      logger.error({ err: error }, 'the embedded database'),
    );
    closing.unshift(() => database.close());
    await migrate(database.url);
    await provisionConfigured(configuration, database.url, clock);

    const metrics = createMetrics();
    const lent = { logger, metrics, now: clock.now() };
    const workerSettings = await loadWorkerSettings(configuration, database, lent);
    const worker = WorkerModule.register(workerSettings);
    const dashboard = join(installationRoot(), 'dist/dashboard');
    const digests = lendDigests(database.url, configuration, logger);
    const app = await createApi({
      settings: {
        publicUrl,
        trustProxy: configuration.http.trustProxy,
        organisation: configuration.organisation.name,
        dashboardFolder: existsSync(dashboard) ? dashboard : null,
        policy: workerSettings.policy,
        playbook: PlaybookFiles.read(join(installationRoot(), 'config')),
        watchSecret: configuration.watch.webhookSecret,
        detection: lendDetection(database.url, judgeThresholds(configuration), logger),
        replying: lendReplying(database.url, configuration, logger),
        digests,
        intake: lendIntake(configuration, digests.queue, clock),
        sources: lendSources(configuration, clock, logger),
        logger,
        metrics: metrics.registry,
      },
      database: { url: database.url, poolSize: configuration.database.poolSize },
      clock,
      alongside: [worker],
    });
    closing.unshift(() => app.close());
    const login = await firstStart(
      app.get(DataSource),
      app.get(Users, { strict: false }),
      configuration.calendar.zone,
      clock.now(),
    );
    await app.listen(configuration.http.port, configuration.http.host);
    if (login !== null) await app.get(Worker, { strict: false }).lookNow();
    announce(publicUrl, login);
    await asked;
    return 0;
  } finally {
    await closeAll(closing);
  }
};

/** One after the other, each although another failed: the database is stopped whatever the API met. @throws the first failure */
async function closeAll(closing: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function announce(publicUrl: string, login: FirstLogin | null): void {
  const lines = [`Earshot is ready: ${publicUrl}`];
  if (login !== null) {
    lines.push(`First login:      ${login.email}`, `Password:         ${login.password}   (told only now)`);
  }
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
}
