import type { EscalationKind } from '@earshot/domain';
import type { PolicyFiles } from '@earshot/follow-up';
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
  /** The policy until somebody saves another. */
  readonly policy: PolicyFiles;
  /** What managers hear of at once when it stands in a message. */
  readonly immediateEscalations: readonly EscalationKind[];
  readonly secretBox: SecretBox;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** No other worker can exist (embedded database): what a killed one left claimed is free. */
  readonly alone: boolean;
}

/** The calendars of the configuration, the house's own first; it is called by its country and region. */
export function calendarsOf({ calendar, calendars }: Configuration): readonly object[] {
  const { country, region, zone, hours, days, closed, working } = calendar;
  const name = region === null ? country : `${country}-${region}`;
  return [{ name, country, region, zone, hours, days, closed: [...closed], working: [...working] }, ...calendars];
}

/** From where on a message is doubtful or its customer unhappy, where the house says otherwise than the model. */
export function judgeThresholds({ detection }: Configuration): Thresholds {
  return {
    uncertainFrom: detection.uncertainFrom ?? undefined,
    dissatisfiedFrom: detection.dissatisfiedFrom ?? undefined,
  };
}
