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

/** Makes judges; the applications bind it to the detector. What is large is loaded at the first use. */
export abstract class Judges {
  abstract baseModel(): Promise<string>;
  /** Overlays of another base model are left out. @throws InvalidInput when a file or a threshold is wrong */
  abstract make(setup: JudgeSetup): Promise<Assessor>;
}
