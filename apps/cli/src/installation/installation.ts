import { join } from 'node:path';
import { Commitments } from '@earshot/follow-up';
import {
  createDataSource,
  migrate,
  openDatabase,
  PostgresOverlayStore,
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
import { houseCalendar, judgeThresholds } from '../../../worker/src/worker-settings.js';

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

export function readCommitments({
  configuration,
  root,
  clock,
}: Pick<Installation, 'configuration' | 'root' | 'clock'>): Commitments {
  return Commitments.read(join(root, 'config'), houseCalendar(configuration), clock.now());
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
      commitments: readCommitments(installation),
      secretBox: openSecretBox(configuration.home),
      logger: createLogger({ ...configuration.log, level: 'warn' }, process.stderr),
    },
    new PostgresTransactions(dataSource),
    new PostgresPollBook(dataSource),
    clock,
    pollMetrics(createMetrics()),
  );
}
