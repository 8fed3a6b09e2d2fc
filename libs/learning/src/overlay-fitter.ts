import type { AssessmentInput, DetectionFigures } from '@earshot/domain';

/** What a fit learns from. */
export interface TaughtInput {
  readonly input: AssessmentInput;
  readonly dissatisfied: boolean;
}

export interface FittedOverlay {
  readonly payload: object;
  /** The base model alone, on what was learned from. */
  readonly before: DetectionFigures;
  /** Cross-validated. */
  readonly after: DetectionFigures;
  /** Cross-validation says that it decides better than the base model alone. */
  readonly isBetter: boolean;
}

/** Fits corrections of the base model. The applications bind it to the detector; it may work in a thread of its own. */
export abstract class OverlayFitter {
  /** The version of the model that is corrected. */
  abstract readonly baseModel: string;
  /**
   * Learns how the messages of a house are worded, without verdicts; every later `fit` builds on it, until the next call.
   * Too few messages teach nothing.
   */
  abstract learnWording(messages: readonly AssessmentInput[]): Promise<void>;
  /** The same wording and the same verdicts in the same order give the same overlay. */
  abstract fit(verdicts: readonly TaughtInput[]): Promise<FittedOverlay>;
  /** What a detector with that overlay, or without any, gives for each input. */
  abstract probabilities(payload: object | null, inputs: readonly AssessmentInput[]): Promise<readonly number[]>;
  /** Idempotent; what runs then is given up. */
  abstract close(): Promise<void>;
}

export type OpenFitter = (signal?: AbortSignal) => Promise<OverlayFitter>;
