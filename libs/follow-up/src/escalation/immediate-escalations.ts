import type { Assessment, EscalationKind } from '@earshot/domain';

/** The playbook's list when it has none: what the manager must hear of now. */
export const DEFAULT_IMMEDIATE_ESCALATIONS: readonly EscalationKind[] = [
  'legal',
  'threat',
  'manager',
  'safety',
  'abuse',
  'press',
];

/** The gravest first: people's safety before everything. */
const GRAVITY: readonly EscalationKind[] = [
  'safety',
  'threat',
  'legal',
  'press',
  'abuse',
  'manager',
  'churn',
  'repeat',
];

/**
 * What in a judgement cannot wait for working hours, the gravest first; empty when nothing does. A severity of critical
 * cannot wait whatever was said; kind words that mention a lawyer can.
 */
export function immediateEscalations(
  assessment: Pick<Assessment, 'verdict' | 'severity' | 'escalations'>,
  kinds: readonly EscalationKind[] = DEFAULT_IMMEDIATE_ESCALATIONS,
): readonly (EscalationKind | 'critical')[] {
  if (assessment.verdict === 'not_dissatisfied') return [];
  const heard = GRAVITY.filter(
    (kind) => kinds.includes(kind) && assessment.escalations.some((cue) => cue.kind === kind),
  );
  return assessment.severity === 'critical' ? [...heard, 'critical'] : heard;
}
