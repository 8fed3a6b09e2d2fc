import {
  OPEN_CASE_STATES,
  type Assessment,
  type CaseChange,
  type CommitmentRow,
  type KnownCase,
  type Message,
  type NewTask,
} from '@earshot/domain';

/**
 * What "the customer is unhappy" does to the case that the message stands in already: the doubt about it is settled by a
 * task to answer, and the person's severity is the case's. `null` when nothing changes; a case that is closed is reopened
 * by its own action, not by this.
 */
export function correctedCase(
  known: KnownCase,
  message: Message,
  assessment: Assessment,
  isSeverityGiven: boolean,
  commit: (message: Message, assessment: Assessment) => CommitmentRow,
): CaseChange | null {
  if (!OPEN_CASE_STATES.includes(known.state)) return null;
  const severity = isSeverityGiven ? assessment.severity : known.severity;
  const reviews = known.openTasks.filter((task) => task.kind === 'review');
  const settlesDoubt = reviews.length > 0 && known.openTasks.length === reviews.length;
  if (severity === known.severity && !settlesDoubt) return null;
  const task = settlesDoubt ? answerTask(message, commit(message, assessment)) : null;
  return {
    caseId: known.id,
    customerId: known.customerId,
    sourceId: known.sourceId,
    state: known.state,
    severity,
    channel: message.channel,
    language: assessment.language,
    topics: assessment.topics,
    subject: message.subject,
    openedAt: message.sentAt,
    lastMessageAt: message.sentAt,
    flaggedMessageId: null,
    answeredAt: known.answeredAt,
    joinedMessageIds: [],
    joinedReplyIds: [],
    newTasks: task === null ? [] : [task],
    closedTasks:
      task === null ? [] : reviews.map(({ id }) => ({ taskId: id, closedAt: task.openedAt, reason: 'superseded' })),
    events:
      task === null
        ? []
        : [
            {
              type: 'task_opened',
              at: message.sentAt,
              detail: { kind: 'answer', dueAt: task.commitment.dueAt.toISOString() },
            },
          ],
  };
}

function answerTask(message: Message, commitment: CommitmentRow): NewTask {
  return {
    kind: 'answer',
    messageId: message.id,
    state: 'open',
    openedAt: message.sentAt,
    closedAt: null,
    closedReason: null,
    commitment,
  };
}
