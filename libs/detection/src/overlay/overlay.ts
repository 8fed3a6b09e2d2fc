import { InvalidInput, type AssessmentInput } from '@earshot/domain';

/** A person's correction of one message. */
export interface Verdict {
  readonly input: AssessmentInput;
  readonly dissatisfied: boolean;
}

/**
 * What an organisation taught the detector, on top of a base model: plain data to store, version and replay.
 * Corrected log-odds = slope · base + intercept + Σ features + Σ n-grams.
 */
export interface Overlay {
  readonly format: 1;
  /** The base model it corrects; it means nothing on top of another. */
  readonly baseModel: string;
  /** How many verdicts it was fitted on. */
  readonly verdicts: number;
  readonly slope: number;
  readonly intercept: number;
  /** Corrections of named features. */
  readonly features: Readonly<Record<string, number>>;
  /** Corrections of hashed n-grams: one signed byte a bucket, base64, times `ngramScale`. */
  readonly ngramBits: number;
  readonly ngramScale: number;
  readonly ngrams: string;
}

/** An overlay's n-gram weights, ready for scoring. @throws InvalidInput when they are not whole */
export function overlayNgrams(overlay: Overlay): Int8Array {
  const bytes = Buffer.from(overlay.ngrams, 'base64');
  if (bytes.length !== 2 ** overlay.ngramBits) {
    const message = `${bytes.length} n-gram weights instead of ${2 ** overlay.ngramBits}`;
    throw new InvalidInput('The overlay cannot be read', [{ path: 'ngrams', message }]);
  }
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Cross-validated figures on the verdicts, with the base model alone and with the overlay. */
export interface OverlayFigures {
  readonly logLoss: number;
  readonly macroF1: number;
  readonly precision: number;
  readonly recall: number;
}

export interface FittedOverlay {
  readonly overlay: Overlay;
  readonly before: OverlayFigures;
  readonly after: OverlayFigures;
  /** Cross-validation says that the overlay is better than the base model; only then it should replace it. */
  readonly isBetter: boolean;
}
