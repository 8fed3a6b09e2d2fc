export interface LabelScore {
  readonly label: string;
  /** 0..1 */
  readonly score: number;
}

/** A model that puts texts into classes; bound by the worker. */
export abstract class TextClassifier {
  /** Every class it knows. */
  abstract readonly labels: readonly string[];
  /**
   * The score of each label; `null` when the model cannot read this text. A text longer than the model can read is cut.
   * @throws when the model itself cannot be used any more: close it and open another
   */
  abstract classify(text: string): Promise<readonly LabelScore[] | null>;
  /** Idempotent. */
  abstract close(): Promise<void>;
}

export type OpenClassifier = () => Promise<TextClassifier>;
