import {
  CASE_TRANSITIONS,
  nextCaseState,
  SEVERITIES,
  type Assessment,
  type CaseAction,
  type CaseChange,
  type CaseState,
  type CommitmentRow,
  type KnownCase,
  type Message,
  type NewCaseEvent,
  type NewTask,
  type Severity,
  type StoredReply,
  type TaskKind,
  type Topic,
} from '@earshot/domain';

export function worseSeverity(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

interface OpenTask {
  /** `null` while it exists in the draft only. */
  readonly id: string | null;
  readonly kind: TaskKind;
  readonly messageSentAt: Date;
  readonly draft: { -readonly [Key in keyof NewTask]: NewTask[Key] } | null;
}

/** A case as a page is being worked into it: what was known, and what is to be written. */
export class CaseDraft {
  private state: CaseState;
  private severity: Severity;
  private answeredAt: Date | null;
  private openTasks: OpenTask[];
  private flagged: { message: Message; assessment: Assessment } | null = null;
  private lastMessageAt: Date | null = null;
  private readonly topics = new Set<Topic>();
  private readonly joinedMessageIds: string[] = [];
  private readonly joinedReplyIds: string[] = [];
  private readonly newTasks: NonNullable<OpenTask['draft']>[] = [];
  private readonly closedTasks: { taskId: string; closedAt: Date; reason: string }[] = [];
  private readonly events: NewCaseEvent[] = [];

  private constructor(
    private readonly known: KnownCase | null,
    private readonly first: Message | null,
  ) {
    this.state = known?.state ?? 'new';
    this.severity = known?.severity ?? 'none';
    this.answeredAt = known?.answeredAt ?? null;
    this.openTasks = (known?.openTasks ?? []).map((task) => ({ ...task, draft: null }));
  }

  static of(known: KnownCase): CaseDraft {
    return new CaseDraft(known, null);
  }

  static openedBy(message: Message): CaseDraft {
    return new CaseDraft(null, message);
  }

  get isOpen(): boolean {
    return (
      this.state === 'new' || this.state === 'acknowledged' || this.state === 'waiting' || this.state === 'reopened'
    );
  }

  /** `how` is why this message belongs to this case, shown to people. */
  join(message: Message, how: 'first' | 'thread' | 'customer' | 'edited'): void {
    this.joinedMessageIds.push(message.id);
    if (this.lastMessageAt === null || message.sentAt > this.lastMessageAt) this.lastMessageAt = message.sentAt;
    this.record(how === 'first' ? 'opened' : 'message_joined', message.sentAt, { messageId: message.id, how });
    if (how === 'first' || how === 'edited' || message.kind !== 'person') return;
    if (this.isOpen) this.step('customer_writes');
  }

  /** The message asks something of a person: the case is open again and a clock runs, unless one runs already. */
  require(kind: TaskKind, message: Message, assessment: Assessment, commitment: () => CommitmentRow): void {
    this.flagged = { message, assessment };
    this.severity = worseSeverity(this.severity, assessment.severity);
    for (const topic of assessment.topics) this.topics.add(topic);
    if (!this.isOpen) {
      this.step('reopen');
      this.record('reopened', message.sentAt, { messageId: message.id });
    }
    if (this.openTasks.some((task) => task.kind === 'answer' || task.kind === kind)) return;
    // An answer is more than a look: the doubt is settled by the customer's next words.
    if (kind === 'answer') this.closeTasks(() => true, message.sentAt, 'superseded');
    const promised = commitment();
    const draft = {
      kind,
      messageId: message.id,
      state: 'open' as const,
      openedAt: message.sentAt,
      closedAt: null,
      closedReason: null,
      commitment: promised,
    };
    this.newTasks.push(draft);
    this.openTasks.push({ id: null, kind, messageSentAt: message.sentAt, draft });
    this.record('task_opened', message.sentAt, { kind, dueAt: promised.dueAt.toISOString() });
  }

  /** Our own answer was seen: it stops every clock that a message before it had started. */
  answer(reply: StoredReply): void {
    this.joinedReplyIds.push(reply.id);
    if (reply.automatic) {
      this.record('automatic_reply_seen', reply.sentAt, { replyId: reply.id });
      return;
    }
    if (this.answeredAt === null || reply.sentAt > this.answeredAt) this.answeredAt = reply.sentAt;
    this.closeTasks((task) => task.messageSentAt <= reply.sentAt, reply.sentAt, 'answer-seen');
    this.step('answer');
    this.record('answer_seen', reply.sentAt, { replyId: reply.id });
  }

  toChange(sourceId: string): CaseChange {
    const flagged = this.flagged;
    const shown = flagged?.message ?? this.first;
    return {
      caseId: this.known?.id ?? null,
      customerId: this.known?.customerId ?? this.first?.customerId ?? null,
      sourceId: this.known?.sourceId ?? sourceId,
      state: this.state,
      severity: this.severity,
      channel: shown?.channel ?? 'email',
      language: flagged?.assessment.language ?? 'und',
      topics: [...this.topics],
      subject: this.first?.subject ?? null,
      openedAt: this.first?.sentAt ?? new Date(0),
      lastMessageAt: this.lastMessageAt,
      flaggedMessageId: flagged?.message.id ?? null,
      answeredAt: this.answeredAt,
      joinedMessageIds: this.joinedMessageIds,
      joinedReplyIds: this.joinedReplyIds,
      newTasks: this.newTasks,
      closedTasks: this.closedTasks,
      events: this.events,
    };
  }

  private closeTasks(which: (task: OpenTask) => boolean, closedAt: Date, reason: string): void {
    for (const task of this.openTasks.filter(which)) {
      if (task.draft === null) this.closedTasks.push({ taskId: task.id ?? '', closedAt, reason });
      else
        Object.assign(task.draft, {
          state: reason === 'superseded' ? 'cancelled' : 'done',
          closedAt,
          closedReason: reason,
        });
    }
    this.openTasks = this.openTasks.filter((task) => !which(task));
  }

  /** Takes the step where the table has it; a message or answer that changes nothing is still joined. */
  private step(action: CaseAction): void {
    if (CASE_TRANSITIONS[this.state][action] !== undefined) this.state = nextCaseState(this.state, action);
  }

  private record(type: string, at: Date, detail: Record<string, unknown>): void {
    this.events.push({ type, at, detail });
  }
}
