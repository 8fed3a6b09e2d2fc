import { FIT_OVERLAY } from '@earshot/learning';
import { PgBossJobQueue } from '@earshot/platform';
import type { Logger } from 'pino';
import { DetectionJudges, type Thresholds } from './detection-judges.js';

/** What an API needs to take verdicts and to try out candidates. Connects and loads at the first use. */
export function lendDetection(databaseUrl: string, house: Thresholds, logger: Logger) {
  return {
    judges: new DetectionJudges(house),
    queue: new PgBossJobQueue({ connectionString: databaseUrl, names: [FIT_OVERLAY], logger }),
  };
}
