import {
  customerSubject,
  subjectKey,
  type Assessment,
  type CaseChange,
  type FollowUpContext,
  type Message,
  type StoredReply,
} from '@earshot/domain';
import { attentionNeeded } from './attention.js';
import { CaseDraft, type JoinReason } from './case-draft.js';
import type { ClockKeeper } from './clock-keeper.js';

export interface AssessedMessage {
  readonly message: Message;
  /** `null` for what is not judged: lists, bounces, spam. */
  readonly assessment: Assessment | null;
}

/**
 * Decides what a page of messages and answers does to the cases. Works in the order in which things were written, so that
 * an answer read before its question still counts, and a backfill comes to the same as reading as it happened.
 *
 * A message joins the case of the message it answers (or of its own earlier revision); an unhappy one otherwise joins
 * its customer's open case, on whatever channel it came, or the case of the same subject that was settled a short while
 * ago: one episode, one case. What asks nothing of anybody and belongs nowhere opens nothing.
 */
export function planFollowUp(
  messages: readonly AssessedMessage[],
  replies: readonly StoredReply[],
  context: FollowUpContext,
  clocks: ClockKeeper,
): CaseChange[] {
  const plan = new Plan(context, clocks);
  for (const item of inOrder(messages, replies, context)) {
    if ('answers' in item) plan.answer(item);
    else plan.receive(item);
  }
  return plan.changes(messages[0]?.message.sourceId ?? '');
}

class Plan {
  private readonly drafts = new Map<string, CaseDraft>();
  private readonly draftByThreadId = new Map<string, CaseDraft>();
  private readonly draftByCustomer = new Map<string, CaseDraft>();

  constructor(
    private readonly context: FollowUpContext,
    private readonly clocks: ClockKeeper,
  ) {}

  receive({ message, assessment }: AssessedMessage): void {
    const attention = attentionNeeded(message.kind, assessment);
    const found = this.caseFor(message, attention !== null);
    if (found === null && attention === null) return;

    const draft = found?.draft ?? this.open(message);
    draft.join(message, found?.how ?? 'first');
    if (message.threadId !== null) this.draftByThreadId.set(message.threadId, draft);
    if (message.customerId !== null && draft.isOpen) this.draftByCustomer.set(message.customerId, draft);
    if (found?.how === 'edited' && assessment !== null) draft.keepSeverity(message, assessment.severity);
    if (attention === null || assessment === null) return;
    // New words in an old message: its customer has waited since we could read them.
    const words = found?.how === 'edited' ? { ...message, sentAt: message.receivedAt } : message;
    const group = this.context.groupByCustomer.get(message.customerId ?? '') ?? null;
    draft.require(attention, { message: words, assessment, group });
  }

  answer(reply: StoredReply): void {
    for (const threadId of reply.answers) {
      const draft = this.caseOfThread(threadId);
      if (draft === null) continue;
      draft.answer(reply);
      if (reply.threadId !== null) this.draftByThreadId.set(reply.threadId, draft);
      return;
    }
  }

  changes(sourceId: string): CaseChange[] {
    return [...this.drafts.values()].map((draft) => draft.toChange(sourceId));
  }

  private caseFor(message: Message, asksForAttention: boolean): { draft: CaseDraft; how: JoinReason } | null {
    const edited = this.context.caseByExternalId.get(message.externalId);
    if (edited !== undefined) return { draft: this.known(edited), how: 'edited' };

    for (const threadId of message.references) {
      const draft = this.caseOfThread(threadId);
      if (draft !== null) return { draft, how: 'thread' };
    }

    if (!asksForAttention || message.customerId === null) return null;
    const inPage = this.draftByCustomer.get(message.customerId);
    if (inPage?.isOpen === true) return { draft: inPage, how: 'customer' };
    const open = this.context.openCaseByCustomer.get(message.customerId);
    if (open !== undefined) return { draft: this.known(open), how: 'customer' };
    const key = subjectKey(message.subject);
    const recent =
      key === null ? undefined : this.context.recentCaseBySubject.get(customerSubject(message.customerId, key));
    return recent === undefined ? null : { draft: this.known(recent), how: 'subject' };
  }

  private caseOfThread(threadId: string): CaseDraft | null {
    const inPage = this.draftByThreadId.get(threadId);
    if (inPage !== undefined) return inPage;
    const known = this.context.caseByThreadId.get(threadId);
    return known === undefined ? null : this.known(known);
  }

  private known(caseId: string): CaseDraft {
    const drafted = this.drafts.get(caseId);
    if (drafted !== undefined) return drafted;
    const known = this.context.cases.get(caseId);
    if (known === undefined) throw new Error(`case ${caseId} is referred to but was not loaded with the context`);
    const draft = CaseDraft.of(known, this.clocks);
    this.drafts.set(caseId, draft);
    return draft;
  }

  private open(message: Message): CaseDraft {
    const draft = CaseDraft.openedBy(message, this.clocks);
    this.drafts.set(`opened by ${message.id}`, draft);
    return draft;
  }
}

/** By the time of writing; at the same instant the question stands before its answer. */
function inOrder(
  messages: readonly AssessedMessage[],
  replies: readonly StoredReply[],
  context: FollowUpContext,
): (AssessedMessage | StoredReply)[] {
  const answers = new Map(replies.map((reply) => [reply.id, reply]));
  for (const { message } of messages) {
    for (const reply of context.earlierReplies.get(message.threadId ?? '') ?? []) answers.set(reply.id, reply);
  }
  const at = (item: AssessedMessage | StoredReply) => ('answers' in item ? item.sentAt : item.message.sentAt).getTime();
  return [...messages, ...answers.values()].sort(
    (a, b) => at(a) - at(b) || Number('answers' in a) - Number('answers' in b),
  );
}
