import { join } from 'node:path';
import { PolicyFiles, readPlaybook } from '@earshot/follow-up';
import type { OpenDatabase } from '@earshot/persistence';
import { installationRoot, openSecretBox, publicUrlOf, type Configuration, type Metrics } from '@earshot/platform';
import type { Logger } from 'pino';
import { DetectionJudges } from './learning/detection-judges.js';
import { secondOpinionSetup } from './second-opinion/second-opinion-setup.js';
import { calendarsOf, judgeThresholds, type WorkerSettings } from './worker-settings.js';

/**
 * Reads and loads everything that a worker needs besides its database.
 * @throws ConfigError or InvalidInput naming every fault in calendars, standards, phrase packs or the key
 */
export async function loadWorkerSettings(
  configuration: Configuration,
  database: Pick<OpenDatabase, 'url' | 'mode'>,
  process: { readonly logger: Logger; readonly metrics: Metrics; readonly now: Date },
): Promise<WorkerSettings> {
  return {
    configuration,
    databaseUrl: database.url,
    publicUrl: publicUrlOf(configuration.http),
    secondOpinion: secondOpinionSetup(configuration.detection.secondOpinion, {
      root: installationRoot(),
      home: configuration.home,
    }),
    assessor: await new DetectionJudges(judgeThresholds(configuration)).make({ overlays: [] }),
    policy: PolicyFiles.read(join(installationRoot(), 'config'), calendarsOf(configuration), process.now),
    immediateEscalations: readPlaybook(join(installationRoot(), 'config')).immediateEscalations,
    secretBox: openSecretBox(configuration.home),
    logger: process.logger,
    metrics: process.metrics,
    alone: database.mode === 'embedded',
  };
}
