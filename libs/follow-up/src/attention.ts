import type { Assessment, MessageKind, TaskKind } from '@earshot/domain';

/**
 * What a person must do about a message, if anything. An unhappy person is answered; a doubtful message is looked at by a
 * person, never dropped. Complaint forms are often sent by software that marks itself as automatic, so an unhappy
 * automatic message is looked at too; lists, bounces and spam are kept but ask nothing of anybody.
 */
export function attentionNeeded(kind: MessageKind, assessment: Assessment | null): TaskKind | null {
  if (assessment === null || assessment.verdict === 'not_dissatisfied') return null;
  if (kind === 'person') return assessment.verdict === 'dissatisfied' ? 'answer' : 'review';
  if (kind === 'automatic') return assessment.verdict === 'dissatisfied' ? 'review' : null;
  return null;
}
