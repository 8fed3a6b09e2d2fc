import type { AssessmentVerdict, EscalationCue, EscalationKind, Severity } from '@earshot/domain';

/** Cues after which a mistake is expensive: always critical. */
const CRITICAL: ReadonlySet<EscalationKind> = new Set(['legal', 'threat', 'abuse', 'safety', 'press', 'manager']);

export interface SeverityEvidence {
  readonly verdict: AssessmentVerdict;
  readonly probability: number;
  readonly escalations: readonly EscalationCue[];
  /** Log-odds added by what the customer says (phrases and tone), without form and wording. */
  readonly heat: number;
}

/**
 * How badly the customer is off, apart from how sure we are: a plain question with `???` is surely impatient and yet
 * low, a furious one-liner is high.
 */
export function severityOf({ verdict, probability, escalations, heat }: SeverityEvidence): Severity {
  const isUnhappy = verdict !== 'not_dissatisfied';
  if (!isUnhappy) return 'none';
  if (escalations.some(({ kind }) => CRITICAL.has(kind))) return 'critical';
  const isLeaving = escalations.some(({ kind }) => kind === 'churn' || kind === 'repeat');
  if (verdict === 'uncertain') return isLeaving ? 'medium' : 'low';
  if (heat >= 4.5 && probability >= 0.9) return 'high';
  if (isLeaving) return heat >= 2.5 ? 'high' : 'medium';
  return heat >= 2 && probability >= 0.7 ? 'medium' : 'low';
}
