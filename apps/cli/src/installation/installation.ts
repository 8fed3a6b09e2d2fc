import { join } from 'node:path';
import { PolicyBook, PolicyFiles, readPlaybook } from '@earshot/follow-up';
import { LEFT_FOR_A_WORKER } from '@earshot/notifications';
import {
  createDataSource,
  migrate,
  openDatabase,
  PostgresBudgetBook,
  PostgresOverlayStore,
  PostgresPolicyStore,
  PostgresPollBook,
  PostgresTransactions,
} from '@earshot/persistence';
import {
  createLogger,
  createMetrics,
  installationRoot,
  loadConfiguration,
  openSecretBox,
  SystemClock,
  type Configuration,
} from '@earshot/platform';
import type { DataSource } from 'typeorm';
import { DetectionJudges } from '../../../worker/src/learning/detection-judges.js';
import type { LearnedAssessor } from '../../../worker/src/learning/learned-assessor.js';
import { pollMetrics } from '../../../worker/src/poll-metrics.js';
import { SourcesDesk } from '../../../worker/src/sources-desk.js';
import { isMailConfigured } from '../../../worker/src/mail-configured.js';
import { calendarsOf, judgeThresholds } from '../../../worker/src/worker-settings.js';

/** The installation as a command sees it: its configuration and its database, running or started for the command. */
export interface Installation {
  readonly configuration: Configuration;
  readonly root: string;
  readonly clock: SystemClock;
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
}

/** Opens the installation for the duration of `work`. The embedded database is shared with a service that runs. */
export async function withInstallation<Result>(work: (installation: Installation) => Promise<Result>): Promise<Result> {
  const configuration = loadConfiguration();
  const database = await openDatabase(configuration);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 3 }).initialize();
    try {
      return await work({
        configuration,
        root: installationRoot(),
        clock: new SystemClock(),
        dataSource,
        databaseUrl: database.url,
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.close();
  }
}

/** The policy in force, as the service that runs has it. */
export function openPolicyBook({
  configuration,
  root,
  clock,
  dataSource,
}: Pick<Installation, 'configuration' | 'root' | 'clock' | 'dataSource'>): PolicyBook {
  const files = PolicyFiles.read(join(root, 'config'), calendarsOf(configuration), clock.now());
  return new PolicyBook(new PostgresPolicyStore(dataSource), files, clock);
}

/** The judge as the workers have it. */
async function learnedAssessor({ configuration, dataSource }: Installation): Promise<LearnedAssessor> {
  const overlays = await new PostgresOverlayStore(dataSource).inForce();
  return new DetectionJudges(judgeThresholds(configuration)).make({ overlays });
}

/** What reads sources, as the worker has it; warnings go to standard error. */
export async function openSourcesDesk(installation: Installation): Promise<SourcesDesk> {
  const { configuration, dataSource, clock } = installation;
  return new SourcesDesk(
    {
      configuration,
      assessor: await learnedAssessor(installation),
      immediateEscalations: readPlaybook(join(installation.root, 'config')).immediateEscalations,
      secretBox: openSecretBox(configuration.home),
      logger: createLogger({ ...configuration.log, level: 'warn' }, process.stderr),
    },
    openPolicyBook(installation).clocks,
    new PostgresTransactions(dataSource),
    new PostgresPollBook(dataSource),
    clock,
    pollMetrics(createMetrics()),
    isMailConfigured(configuration.smtp) ? LEFT_FOR_A_WORKER : null,
    new PostgresBudgetBook(dataSource),
  );
}
