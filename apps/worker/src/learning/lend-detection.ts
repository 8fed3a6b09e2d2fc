import { FIT_OVERLAY } from '@earshot/learning';
import { PgBossJobQueue } from '@earshot/platform';
import type { Logger } from 'pino';
import { DetectionJudges, type Thresholds } from './detection-judges.js';
import { DetectionPhraseBook } from './detection-phrase-book.js';

/** What an API needs to take verdicts and to try out candidates. Connects and loads at the first use. */
export function lendDetection(databaseUrl: string, house: Thresholds, logger: Logger) {
  const judges = new DetectionJudges(house);
  return {
    judges,
    phrases: new DetectionPhraseBook(() => judges.parts()),
    queue: new PgBossJobQueue({ connectionString: databaseUrl, names: [FIT_OVERLAY], logger }),
  };
}
