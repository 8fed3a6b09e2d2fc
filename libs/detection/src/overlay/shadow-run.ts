import type { Assessment, AssessmentInput, Assessor } from '@earshot/domain';

/** A stored message, to be judged again. */
export interface ShadowMessage {
  readonly id: string;
  readonly input: AssessmentInput;
}

export interface ShadowChange {
  readonly id: string;
  readonly before: Pick<Assessment, 'verdict' | 'probability' | 'severity'>;
  readonly after: Pick<Assessment, 'verdict' | 'probability' | 'severity'>;
}

export interface ShadowReport {
  readonly messages: number;
  /** Messages whose verdict or severity would change, those whose probability moves most first. */
  readonly changes: readonly ShadowChange[];
  readonly newlyDissatisfied: number;
  readonly noLongerDissatisfied: number;
}

/**
 * Shadow mode: judges a past period with the detector in force and with a candidate (another model, another phrase pack,
 * an overlay) and tells what would change before it goes live. Changes nothing itself.
 */
export function shadowRun(messages: Iterable<ShadowMessage>, current: Assessor, candidate: Assessor): ShadowReport {
  const changes: ShadowChange[] = [];
  let count = 0;
  for (const { id, input } of messages) {
    count++;
    const before = outcome(current.assess(input));
    const after = outcome(candidate.assess(input));
    if (before.verdict !== after.verdict || before.severity !== after.severity) changes.push({ id, before, after });
  }
  changes.sort((a, b) => distance(b) - distance(a));
  const flips = (from: ShadowChange['before'], to: ShadowChange['after']): boolean =>
    from.verdict !== 'dissatisfied' && to.verdict === 'dissatisfied';
  return {
    messages: count,
    changes,
    newlyDissatisfied: changes.filter(({ before, after }) => flips(before, after)).length,
    noLongerDissatisfied: changes.filter(({ before, after }) => flips(after, before)).length,
  };
}

function outcome({ verdict, probability, severity }: Assessment): ShadowChange['before'] {
  return { verdict, probability, severity };
}

function distance({ before, after }: ShadowChange): number {
  return Math.abs(before.probability - after.probability);
}
