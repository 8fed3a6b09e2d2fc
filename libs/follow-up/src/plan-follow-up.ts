import type { Assessment, CaseChange, CommitmentRow, FollowUpContext, Message, StoredReply } from '@earshot/domain';
import { attentionNeeded } from './attention.js';
import { CaseDraft } from './case-draft.js';

export interface AssessedMessage {
  readonly message: Message;
  /** `null` for what is not judged: lists, bounces, spam. */
  readonly assessment: Assessment | null;
}

/** Applies the response standard to the message that starts a clock. */
export type Commit = (message: Message, assessment: Assessment) => CommitmentRow;

/**
 * Decides what a page of messages and answers does to the cases. Works in the order in which things were written, so that
 * an answer read before its question still counts, and a backfill comes to the same as reading as it happened.
 *
 * A message joins the case of the message it answers (or of its own earlier revision); an unhappy one otherwise joins
 * its customer's open case: one episode, one case. What asks nothing of anybody and belongs nowhere opens nothing.
 */
export function planFollowUp(
  messages: readonly AssessedMessage[],
  replies: readonly StoredReply[],
  context: FollowUpContext,
  commit: Commit,
): CaseChange[] {
  const plan = new Plan(context);
  for (const item of inOrder(messages, replies, context)) {
    if ('answers' in item) plan.answer(item);
    else plan.receive(item, commit);
  }
  return plan.changes(messages[0]?.message.sourceId ?? '');
}

class Plan {
  private readonly drafts = new Map<string, CaseDraft>();
  private readonly draftByThreadId = new Map<string, CaseDraft>();
  private readonly draftByCustomer = new Map<string, CaseDraft>();

  constructor(private readonly context: FollowUpContext) {}

  receive({ message, assessment }: AssessedMessage, commit: Commit): void {
    const attention = attentionNeeded(message.kind, assessment);
    const found = this.caseFor(message, attention !== null);
    if (found === null && attention === null) return;

    const draft = found?.draft ?? this.open(message);
    draft.join(message, found?.how ?? 'first');
    if (message.threadId !== null) this.draftByThreadId.set(message.threadId, draft);
    if (message.customerId !== null && draft.isOpen) this.draftByCustomer.set(message.customerId, draft);
    if (attention !== null && assessment !== null) {
      draft.require(attention, message, assessment, () => commit(message, assessment));
    }
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

  private caseFor(
    message: Message,
    asksForAttention: boolean,
  ): { draft: CaseDraft; how: 'thread' | 'customer' | 'edited' } | null {
    const edited = this.context.caseByExternalId.get(message.externalId);
    if (edited !== undefined) return { draft: this.known(edited), how: 'edited' };

    for (const threadId of message.references) {
      const draft = this.caseOfThread(threadId);
      if (draft !== null) return { draft, how: 'thread' };
    }

    if (!asksForAttention || message.customerId === null) return null;
    const inPage = this.draftByCustomer.get(message.customerId);
    if (inPage !== undefined) return { draft: inPage, how: 'customer' };
    const open = this.context.openCaseByCustomer.get(message.customerId);
    return open === undefined ? null : { draft: this.known(open), how: 'customer' };
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
    const draft = CaseDraft.of(known);
    this.drafts.set(caseId, draft);
    return draft;
  }

  private open(message: Message): CaseDraft {
    const draft = CaseDraft.openedBy(message);
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
