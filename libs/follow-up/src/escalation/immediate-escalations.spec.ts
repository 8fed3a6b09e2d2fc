import type { Assessment, EscalationKind } from '@earshot/domain';
import { immediateEscalations } from './immediate-escalations.js';

const judged = (kinds: readonly EscalationKind[], given: Partial<Assessment> = {}) => ({
  verdict: 'dissatisfied' as const,
  severity: 'high' as const,
  escalations: kinds.map((kind) => ({ kind, start: 0, end: 4 })),
  ...given,
});

describe('what cannot wait for working hours', () => {
  it('is a lawyer, a threat, danger, an insult, the press, and the wish for the manager; the gravest first', () => {
    expect(immediateEscalations(judged(['manager', 'legal', 'safety', 'legal']))).toEqual([
      'safety',
      'legal',
      'manager',
    ]);
    expect(immediateEscalations(judged(['churn', 'repeat']))).toEqual([]);
  });

  it('is whatever is critical', () => {
    expect(immediateEscalations(judged([], { severity: 'critical' }))).toEqual(['critical']);
    expect(immediateEscalations(judged(['threat'], { severity: 'critical' }))).toEqual(['threat', 'critical']);
  });

  it('is what the house lists', () => {
    expect(immediateEscalations(judged(['legal', 'churn']), ['churn'])).toEqual(['churn']);
  });

  it('is not said in kind words', () => {
    expect(immediateEscalations(judged(['manager'], { verdict: 'not_dissatisfied', severity: 'none' }))).toEqual([]);
  });
});
