import {
  AFTERCARE_TASK_KINDS,
  CASE_TRANSITIONS,
  nextCaseState,
  OPEN_CASE_STATES,
  SEVERITIES,
  subjectKey,
  type AnswerEvidence,
  type Assessment,
  type CaseAction,
  type CaseChange,
  type CaseState,
  type ClockName,
  type ClosedTask,
  type CommitmentRow,
  type KnownCase,
  type Message,
  type NewAnswer,
  type NewCaseEvent,
  type NewTask,
  type RetimedTask,
  type Severity,
  type StoredReply,
  type TaskKind,
  type Topic,
} from '@earshot/domain';
import { clockOf, type ClockKeeper } from './clock-keeper.js';
import { stoppedClock } from './task-decisions.js';

/** Why a message belongs to its case; shown to people. */
export type JoinReason = 'first' | 'thread' | 'customer' | 'subject' | 'edited';

export function worseSeverity(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

/** A message that asks something of a person, with what the standard is chosen by. */
export interface Flagged {
  readonly message: Message;
  readonly assessment: Assessment;
  /** The customer's, where the house gave them one. */
  readonly group: string | null;
}

/** A task as the page is being worked in: known to the database, or new in the draft. */
interface DraftTask {
  /** `null` while it exists in the draft only. */
  readonly id: string | null;
  readonly kind: TaskKind;
  readonly openedAt: Date;
  readonly messageId: string | null;
  state: 'open' | 'paused' | 'done' | 'cancelled';
  dueAt: Date;
  minutesLeft: number | null;
  waitedMinutes: number;
  /** As the page found it. */
  readonly waitedBefore: number;
  commitment: Pick<CommitmentRow, 'clock' | 'calendar' | 'receivedAt'> | null;
  /** Set when this page made the promise, or a better one. */
  promised: CommitmentRow | null;
  /** The reasons of another deadline. */
  retimed: readonly string[] | null;
  closing: { readonly at: Date; readonly reason: string; readonly answer: NewAnswer | null } | null;
}

/** A case as a page is being worked into it: what was known, and what is to be written. */
export class CaseDraft {
  private state: CaseState;
  private severity: Severity;
  private answeredAt: Date | null;
  private readonly tasks: DraftTask[];
  private flagged: Flagged | null = null;
  private lastMessageAt: Date | null = null;
  private readonly topics = new Set<Topic>();
  private readonly joinedMessageIds: string[] = [];
  private readonly joinedReplyIds: string[] = [];
  private readonly events: NewCaseEvent[] = [];

  private constructor(
    private readonly known: KnownCase | null,
    private readonly first: Message | null,
    private readonly clocks: ClockKeeper,
  ) {
    this.state = known?.state ?? 'new';
    this.severity = known?.severity ?? 'none';
    this.answeredAt = known?.answeredAt ?? null;
    this.tasks = (known?.tasks ?? []).map((task) => ({
      ...task,
      messageId: null,
      waitedBefore: task.waitedMinutes,
      promised: null,
      retimed: null,
      closing: null,
    }));
  }

  static of(known: KnownCase, clocks: ClockKeeper): CaseDraft {
    return new CaseDraft(known, null, clocks);
  }

  static openedBy(message: Message, clocks: ClockKeeper): CaseDraft {
    return new CaseDraft(null, message, clocks);
  }

  get isOpen(): boolean {
    return OPEN_CASE_STATES.includes(this.state);
  }

  join(message: Message, how: JoinReason): void {
    this.joinedMessageIds.push(message.id);
    if (this.lastMessageAt === null || message.sentAt > this.lastMessageAt) this.lastMessageAt = message.sentAt;
    this.record(how === 'first' ? 'opened' : 'message_joined', message.sentAt, { messageId: message.id, how });
    if (how === 'first' || how === 'edited' || message.kind !== 'person') return;
    this.step('customer_writes');
    this.resumeClocks(message.sentAt);
    this.closeTasks((task) => task.kind === 'watch', message.sentAt, 'customer-wrote', null);
  }

  /**
   * The message asks something of a person: the case is open again and a clock runs. One that runs already goes on, and is
   * promised earlier when the new words ask for it. What was written before our last answer has been answered.
   */
  require(kind: TaskKind, { message, assessment, group }: Flagged): void {
    this.flagged = { message, assessment, group };
    this.raiseSeverity(message, assessment.severity);
    for (const topic of assessment.topics) this.topics.add(topic);
    if (this.answeredAt !== null && message.sentAt <= this.answeredAt) return;
    if (!this.isOpen) {
      this.step('reopen');
      this.closeTasks((task) => AFTERCARE_TASK_KINDS.includes(task.kind), message.sentAt, 'reopened', null);
      this.record('reopened', message.sentAt, { messageId: message.id });
    }
    const running = this.running().find((task) => task.kind === 'answer');
    if (running !== undefined) return this.promiseEarlier(running, this.flagged);
    if (this.runs(kind)) return;
    if (kind === 'answer') this.startAnswerClock(this.flagged);
    else this.open(kind, this.flagged, this.answerClock);
  }

  /**
   * A person's word that the customer is unhappy, on a message that stands in the case already. Unless we have answered it
   * since, an answer is owed: it settles the doubt, and nothing waits for the customer any more. The person's severity is
   * the case's. False when nothing changes; a case that is closed is reopened by its own action, not by this.
   */
  correct(flagged: Flagged, isSeverityGiven: boolean, at: Date): boolean {
    if (!this.isOpen) return false;
    const severity = isSeverityGiven ? flagged.assessment.severity : this.severity;
    const isOwed = this.isAnswerOwed(flagged.message);
    const changesWork = isOwed && (this.state === 'waiting' || !this.runs('answer'));
    if (severity === this.severity && !changesWork) return false;
    this.severity = severity;
    for (const topic of flagged.assessment.topics) this.topics.add(topic);
    if (isOwed && !this.runs('answer')) this.startAnswerClock(flagged);
    if (isOwed && this.state === 'waiting') {
      this.step('resume');
      this.resumeClocks(at);
    }
    const answer = this.running().find((task) => task.kind === 'answer');
    if (answer !== undefined) this.promiseEarlier(answer, flagged);
    return true;
  }

  /** Our own answer was seen: it stops every answer clock that a message before it had started. */
  answer(reply: StoredReply): void {
    this.joinedReplyIds.push(reply.id);
    if (reply.automatic) {
      this.record('automatic_reply_seen', reply.sentAt, { replyId: reply.id });
      return;
    }
    if (this.answeredAt === null || reply.sentAt > this.answeredAt) this.answeredAt = reply.sentAt;
    const answers = (task: DraftTask) => task.kind === 'answer' || task.kind === 'review' || task.kind === 'watch';
    this.closeTasks(
      (task) => answers(task) && (task.commitment?.receivedAt ?? task.openedAt) <= reply.sentAt,
      reply.sentAt,
      'answer-seen',
      { kind: 'seen', replyId: reply.id },
    );
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
      subjectKey: subjectKey(this.first?.subject ?? null),
      openedAt: this.first?.sentAt ?? new Date(0),
      lastMessageAt: this.lastMessageAt,
      flaggedMessageId: flagged?.message.id ?? null,
      answeredAt: this.answeredAt,
      joinedMessageIds: this.joinedMessageIds,
      joinedReplyIds: this.joinedReplyIds,
      newTasks: this.tasks.flatMap(newTask),
      closedTasks: this.tasks.flatMap(closedTask),
      retimedTasks: this.tasks.flatMap(retimedTask),
      events: this.events,
    };
  }

  private running(): DraftTask[] {
    return this.tasks.filter((task) => task.state === 'open' || task.state === 'paused');
  }

  private runs(kind: TaskKind): boolean {
    return this.running().some((task) => task.kind === kind);
  }

  /** It was not answered yet, or a task that asks about it still runs. */
  private isAnswerOwed({ sentAt }: Message): boolean {
    return this.answeredAt === null || sentAt > this.answeredAt || this.runs('answer') || this.runs('review');
  }

  private get answerClock(): ClockName {
    return this.answeredAt === null ? 'first_answer' : 'next_answer';
  }

  /** An answer is more than a look: the doubt is settled. Beside it runs the clock of the solution, where one is promised. */
  private startAnswerClock(flagged: Flagged): void {
    this.closeTasks((task) => task.kind === 'review', flagged.message.sentAt, 'superseded', null);
    this.open('answer', flagged, this.answerClock);
    if (!this.runs('solve')) this.open('solve', flagged, 'solution');
  }

  private open(kind: TaskKind, { message, assessment, group }: Flagged, clock: ClockName): void {
    const promised = this.clocks.start(message, assessment, clock, group);
    if (promised === null) return;
    this.tasks.push({
      id: null,
      kind,
      openedAt: message.sentAt,
      messageId: message.id,
      state: 'open',
      dueAt: promised.dueAt,
      minutesLeft: null,
      waitedMinutes: 0,
      waitedBefore: 0,
      commitment: promised,
      promised,
      retimed: null,
      closing: null,
    });
    this.record('task_opened', message.sentAt, { kind, clock, dueAt: promised.dueAt.toISOString() });
  }

  /**
   * Milder words in place of graver ones take nothing back: what was written was written, and its answer was promised. The
   * timeline says so, and lowering the severity is left to a person.
   */
  keepSeverity(message: Message, edited: Severity): void {
    if (worseSeverity(this.severity, edited) === edited) return;
    this.record('edited_milder', message.receivedAt, { messageId: message.id, severity: edited, kept: this.severity });
  }

  /** The timeline says so when later words are graver, also than what a person had decided. */
  private raiseSeverity(message: Message, severity: Severity): void {
    const raised = worseSeverity(this.severity, severity);
    if (raised === this.severity) return;
    if (this.known !== null || this.joinedMessageIds.length > 1)
      this.record('severity_raised', message.sentAt, { messageId: message.id, from: this.severity, to: raised });
    this.severity = raised;
  }

  private promiseEarlier(task: DraftTask, { message, assessment, group }: Flagged): void {
    const clock = task.commitment?.clock ?? 'first_answer';
    const promised = this.clocks.start(message, assessment, clock, group);
    if (promised === null || promised.dueAt >= task.dueAt) return;
    this.record('deadline_moved', message.sentAt, {
      messageId: message.id,
      why: 'matters-got-worse',
      from: task.dueAt.toISOString(),
      to: promised.dueAt.toISOString(),
    });
    // The customer has waited since their first words: the clock keeps its start, only its end comes nearer.
    const kept = { ...promised, receivedAt: task.commitment?.receivedAt ?? promised.receivedAt };
    const fromStart = this.clocks.start({ ...message, sentAt: kept.receivedAt }, assessment, clock, group);
    const startedAt = fromStart?.dueAt ?? promised.dueAt;
    Object.assign(task, { dueAt: promised.dueAt, commitment: kept, promised: kept, retimed: kept.derivation });
    task.waitedMinutes = Math.max(0, this.clocks.pause({ ...clockOf(task), startedAt }, startedAt));
  }

  /** The waiting is over: what stood still goes on with what was left. */
  private resumeClocks(at: Date): void {
    for (const task of this.running()) {
      if (task.state !== 'paused' || task.minutesLeft === null) continue;
      const paused = { minutesLeft: task.minutesLeft, dueAt: task.dueAt };
      const { dueAt, derivation, waitedMinutes } = this.clocks.resume(paused, at, clockOf(task).calendar);
      Object.assign(task, { state: 'open', minutesLeft: null, dueAt, retimed: derivation });
      task.waitedMinutes += waitedMinutes;
      this.record('clock_resumed', at, { kind: task.kind, dueAt: dueAt.toISOString() });
    }
  }

  private closeTasks(
    which: (task: DraftTask) => boolean,
    at: Date,
    reason: string,
    evidence: AnswerEvidence | null,
  ): void {
    for (const task of this.running().filter(which)) {
      task.state = reason === 'superseded' || reason === 'reopened' ? 'cancelled' : 'done';
      task.closing = { at, reason, answer: evidence === null ? null : stoppedClock(task, at, evidence) };
    }
  }

  /** Takes the step where the table has it; a message or answer that changes nothing is still joined. */
  private step(action: CaseAction): void {
    if (CASE_TRANSITIONS[this.state][action] !== undefined) this.state = nextCaseState(this.state, action);
  }

  private record(type: string, at: Date, detail: Record<string, unknown>): void {
    this.events.push({ type, at, detail });
  }
}

function newTask(task: DraftTask): NewTask[] {
  if (task.id !== null || task.promised === null || task.messageId === null) return [];
  return [
    {
      kind: task.kind,
      messageId: task.messageId,
      state: task.state,
      openedAt: task.openedAt,
      closedAt: task.closing?.at ?? null,
      closedReason: task.closing?.reason ?? null,
      commitment: task.promised,
      answer: task.closing?.answer ?? null,
    },
  ];
}

function closedTask(task: DraftTask): ClosedTask[] {
  if (task.id === null || task.closing === null || task.state === 'open' || task.state === 'paused') return [];
  const { at, reason, answer } = task.closing;
  return [{ taskId: task.id, state: task.state, closedAt: at, reason, answer }];
}

function retimedTask(task: DraftTask): RetimedTask[] {
  if (task.id === null || task.retimed === null || task.state !== 'open') return [];
  const { id: taskId, dueAt, promised: commitment, retimed: derivation } = task;
  return [{ taskId, dueAt, commitment, derivation, waitedMinutes: task.waitedMinutes - task.waitedBefore }];
}
