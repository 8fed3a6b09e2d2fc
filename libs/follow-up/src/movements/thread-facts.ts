import {
  SEVERITIES,
  type CaseContents,
  type HeldMessage,
  type Severity,
  type TaskKind,
  type Topic,
} from '@earshot/domain';
import { attentionNeeded } from '../attention.js';

/** What a message asks of a person: a person's word about it stands above the detector's. Old revisions ask nothing. */
export function attentionOf({ message, assessment, verdict, superseded }: HeldMessage): TaskKind | null {
  if (superseded || assessment === null) return null;
  if (verdict === null) return attentionNeeded(message.kind, assessment);
  return verdict.dissatisfied ? 'answer' : null;
}

/** The messages that ask for a person, oldest first. */
export function flaggedMessages(held: Pick<CaseContents, 'messages'>): HeldMessage[] {
  return held.messages
    .filter((message) => attentionOf(message) !== null)
    .sort((a, b) => a.message.sentAt.getTime() - b.message.sentAt.getTime());
}

/** The worst of the flagged messages; `none` when nothing is flagged. */
export function severityOf(flagged: readonly HeldMessage[]): Severity {
  return flagged
    .map(({ assessment, verdict }) => verdict?.severity ?? assessment?.severity ?? 'none')
    .reduce<Severity>((worst, next) => (SEVERITIES.indexOf(next) > SEVERITIES.indexOf(worst) ? next : worst), 'none');
}

export function topicsOf(flagged: readonly HeldMessage[]): Topic[] {
  return [...new Set(flagged.flatMap(({ assessment }) => assessment?.topics ?? []))].sort();
}

/** Length and end of the thread. Revisions count like intake counts them: one by one. */
export function extentOf(held: Pick<CaseContents, 'messages'>): { messageCount: number; lastMessageAt: Date | null } {
  const times = held.messages.map(({ message }) => message.sentAt.getTime());
  return { messageCount: times.length, lastMessageAt: times.length === 0 ? null : new Date(Math.max(...times)) };
}

/**
 * When the customer was last answered as far as this thread alone proves it: by an answer that was seen in it, sent from
 * it, spoken, or recorded by a person on one of its tasks. What another thread was answered says nothing about this one.
 */
export function answeredAtOf(held: CaseContents): Date | null {
  const instants = [
    ...held.replies.filter((reply) => !reply.automatic).map((reply) => reply.sentAt),
    ...held.outgoingReplies.flatMap((reply) => reply.sentAt ?? []),
    ...held.calls.filter((call) => call.reached).map((call) => call.at),
    ...held.tasks
      .filter((task) => task.kind === 'answer' && task.state === 'done' && task.closedReason !== 'answer-seen')
      .flatMap((task) => task.closedAt ?? []),
  ];
  return instants.length === 0 ? null : new Date(Math.max(...instants.map((at) => at.getTime())));
}

export function latest(...instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}
