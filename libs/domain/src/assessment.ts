export const VERDICTS = ['dissatisfied', 'not_dissatisfied', 'uncertain'] as const;
export type AssessmentVerdict = (typeof VERDICTS)[number];

/** In rising order; the order is used for sorting and for the maximum over a case. */
export const SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ESCALATION_KINDS = ['legal', 'threat', 'abuse', 'manager', 'churn', 'safety', 'press', 'repeat'] as const;
export type EscalationKind = (typeof ESCALATION_KINDS)[number];

export const TOPICS = [
  'delivery',
  'payment',
  'refund',
  'product-quality',
  'staff',
  'waiting',
  'website',
  'price',
  'communication',
  'other',
] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * A span of evidence. `start` and `end` are UTF-16 offsets into the judged text (`end` exclusive), or both 0 for evidence
 * outside it (a rating, the base rate). `weight` is its share of the score in log-odds; the weights of an assessment add
 * up to logit(probability).
 */
export interface Signal {
  readonly kind: string;
  /** A stable key that the dashboard translates, for example `waiting` or `repeated-question-marks`. */
  readonly label: string;
  readonly evidence: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

export interface EscalationCue {
  readonly kind: EscalationKind;
  readonly start: number;
  readonly end: number;
}

/** One versioned judgement of a message. */
export interface Assessment {
  /** BCP 47, or `und` below the confidence threshold. */
  readonly language: string;
  readonly languageConfidence: number;
  readonly verdict: AssessmentVerdict;
  /** Calibrated probability of dissatisfaction, 0..1. */
  readonly probability: number;
  readonly severity: Severity;
  readonly signals: readonly Signal[];
  readonly escalations: readonly EscalationCue[];
  readonly topics: readonly Topic[];
  /** The version that judged, so that any verdict can be replayed. */
  readonly model: string;
  /** How many UTF-16 units of a very long text were judged; `null` when all of it was. */
  readonly judgedLength: number | null;
}

/** What a judgement may use besides the text. */
export interface AssessmentInput {
  readonly text: string;
  readonly subject?: string | null;
  /** 1..5 */
  readonly rating?: number | null;
  /** The channel's declared language. */
  readonly language?: string | null;
  readonly channel?: import('./message.js').Channel | null;
  /** Where it was read: a source may have corrections of its own. */
  readonly sourceId?: string | null;
  /** Earlier messages of the same customer that nobody has answered yet. */
  readonly unansweredBefore?: number;
  /** Probability of the worst earlier message of the thread, so that a polite last line does not hide an angry thread. */
  readonly threadProbability?: number | null;
}

/** The judge, bound by the applications to libs/detection. Pure and synchronous: it runs inside the intake transaction. */
export abstract class Assessor {
  abstract readonly model: string;
  abstract assess(input: AssessmentInput): Assessment;
}
