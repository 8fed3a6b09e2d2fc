import type { Assessor, StoredOverlay } from '@earshot/domain';

/** A judge to be made: what differs from the detector as it is installed. */
export interface JudgeSetup {
  readonly overlays: readonly StoredOverlay[];
  /** From which probability on a message is doubtful, and from which on its customer is unhappy. */
  readonly uncertainFrom?: number | undefined;
  readonly dissatisfiedFrom?: number | undefined;
  readonly modelFile?: string | undefined;
  readonly lexiconsDir?: string | undefined;
}

/** Probabilities, 0..1: at `uncertainFrom` a message is doubtful, at `dissatisfiedFrom` its customer is unhappy. */
export interface ThresholdsInForce {
  readonly uncertainFrom: number;
  readonly dissatisfiedFrom: number;
  /** What the model was tuned to. */
  readonly usual: { readonly uncertainFrom: number; readonly dissatisfiedFrom: number };
}

/** Makes judges; the applications bind it to the detector. What is large is loaded at the first use. */
export abstract class Judges {
  abstract baseModel(): Promise<string>;
  /** Of every judge that is asked for without. @throws InvalidInput when those of the house contradict each other */
  abstract thresholds(): Promise<ThresholdsInForce>;
  /** Overlays of another base model are left out. @throws InvalidInput when a file or a threshold is wrong */
  abstract make(setup: JudgeSetup): Promise<Assessor>;
}
