import type { AssessmentVerdict } from '../assessment.js';
import type { TransactionHandle } from './job-queue.js';

/** Which messages a second model is asked about: those that the detector is not sure of, or every one. */
export const SECOND_OPINION_ASKS = ['uncertain', 'all'] as const;
export type SecondOpinionAsk = (typeof SECOND_OPINION_ASKS)[number];

/** What of the stored messages is to be judged by which model. */
export interface OpinionScope {
  readonly model: string;
  readonly ask: SecondOpinionAsk;
  /** Messages received earlier are left alone. */
  readonly receivedFrom: Date;
}

export interface MessageForOpinion {
  readonly id: string;
  readonly subject: string | null;
  /** The beginning of it: 20,000 UTF-16 units at most. */
  readonly text: string;
}

/** How a second model judges a message, beside the assessment and never instead of it. */
export interface SecondOpinion {
  readonly messageId: string;
  readonly model: string;
  readonly verdict: AssessmentVerdict;
  /** Share of the dissatisfied labels, 0..1, as the model gives it: not calibrated. `null`: it could not read the text. */
  readonly score: number | null;
  /** The model's own word that is nearest; `null` when it could not read the text. */
  readonly label: string | null;
}

export abstract class SecondOpinionStore {
  /** Messages of people that this model has not judged, as they read now, newest first. */
  abstract unjudged(
    scope: OpinionScope,
    limit: number,
    transaction?: TransactionHandle,
  ): Promise<readonly MessageForOpinion[]>;
  /** Keeps one opinion of a model on a message, the first, and announces the cases they stand in. */
  abstract add(opinions: readonly SecondOpinion[], at: Date, transaction: TransactionHandle): Promise<void>;
}
