import type { CalendarDefinition } from '@earshot/domain';
import type { Commitments } from '@earshot/follow-up';
import type { Configuration, Metrics, SecretBox } from '@earshot/platform';
import type { Logger } from 'pino';
import type { Thresholds } from './learning/detection-judges.js';
import type { LearnedAssessor } from './learning/learned-assessor.js';
import type { SecondOpinionSetup } from './second-opinion/second-opinion-setup.js';

/** What the process lends to the worker: what is read or loaded once at start. */
export interface WorkerSettings {
  readonly configuration: Configuration;
  readonly databaseUrl: string;
  /** The address people open, without a slash at the end; stands in mails. */
  readonly publicUrl: string;
  readonly assessor: LearnedAssessor;
  /** `null`: nobody else is asked. */
  readonly secondOpinion: SecondOpinionSetup | null;
  readonly commitments: Commitments;
  readonly secretBox: SecretBox;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** No other worker can exist (embedded database): what a killed one left claimed is free. */
  readonly alone: boolean;
}

/** The house's calendar as the configuration names it. */
export function houseCalendar({ calendar }: Configuration): CalendarDefinition {
  const { country, region, zone, hours, days } = calendar;
  return { name: region === null ? country : `${country}-${region}`, country, region, zone, hours, days };
}

/** From where on a message is doubtful or its customer unhappy, where the house says otherwise than the model. */
export function judgeThresholds({ detection }: Configuration): Thresholds {
  return {
    uncertainFrom: detection.uncertainFrom ?? undefined,
    dissatisfiedFrom: detection.dissatisfiedFrom ?? undefined,
  };
}
