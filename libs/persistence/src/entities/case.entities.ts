import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Case, CaseState, CauseKind, Channel, Severity, Task, TaskKind, TaskState, Topic } from '@earshot/domain';
import { LessonEntity } from './lesson.entities.js';
import { UserEntity } from './people.entities.js';
import { SourceEntity } from './source.entities.js';

@Entity('customers')
/** For finding words in it; TypeORM does not know of such indexes. */
@Index('customers_words', { synchronize: false })
@Index('customers_merged_into', ['mergedInto'], { where: 'merged_into is not null' })
export class CustomerEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'customers_pkey',
  })
  readonly id!: string;

  @Column('text', { nullable: true }) name!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) firstSeenAt!: Date;
  /** The house's own grouping, which response standards may name. */
  @Column('text', { nullable: true }) groupName!: string | null;
  /** When the customer ended the relationship, as a person noted it: from then on only the win-back tasks remain. */
  @Column('timestamptz', { nullable: true }) leftAt!: Date | null;
  /** The customer whose identities, messages and cases took in this one's; a shell is kept so that it can be undone. */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CustomerEntity, { onDelete: 'SET NULL', name: 'customers_merged_into_fkey' })
  mergedInto!: string | null;
  /** Counted up by every change of what people know of the customer; messages that come in do not change it. */
  @Column('integer', { default: 1 }) version!: number;
  /** When everything personal was taken away; the row stays for what refers to it. */
  @Column('timestamptz', { nullable: true }) erasedAt!: Date | null;
}

/** One way a customer is known: an address (`namespace` is `mailto`) or a handle within its network. */
@Entity('customer_identities')
@Unique('customer_identities_value', ['namespace', 'value'])
@Index('customer_identities_customer', ['customerId'])
/** For finding a part of them; TypeORM does not know of such indexes. */
@Index('customer_identities_words', { synchronize: false })
export class CustomerIdentityEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'customer_identities_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CustomerEntity, { onDelete: 'CASCADE', name: 'customer_identities_customer_fkey' })
  customerId!: string;
  @Column('text') namespace!: string;
  @Column('text') value!: string;
}

@Entity('cases')
@Index('cases_waiting', ['lastMessageAt', 'id'], {
  where: `merged_into is null and (state = 'waiting' or snoozed_until is not null)`,
})
@Index('cases_snoozed', ['id', 'snoozedUntil'], { where: 'snoozed_until is not null' })
@Index('cases_due', ['dueAt', 'id'], { where: 'due_at is not null' })
@Index('cases_answered', ['lastMessageAt', 'id'], {
  where: `answered_at is not null and due_at is null and state <> 'not_a_complaint' and merged_into is null`,
})
@Index('cases_by_state', ['state', 'lastMessageAt', 'id'])
@Index('cases_customer', ['customerId'], { where: 'customer_id is not null' })
@Index('cases_complaints', ['customerId'], {
  where: `customer_id is not null and merged_into is null and state <> 'not_a_complaint'`,
})
@Check('cases_state', `state in ('new', 'acknowledged', 'waiting', 'solved', 'closed', 'not_a_complaint', 'reopened')`)
@Index('cases_customer_subject', ['customerId', 'subjectKey'], {
  where: 'customer_id is not null and subject_key is not null',
})
@Index('cases_merged_into', ['mergedInto'], { where: 'merged_into is not null' })
@Index('cases_lesson', ['lessonId'], { where: 'lesson_id is not null' })
@Index('cases_cause_stage', ['causeStage', 'id'], { where: 'cause_stage is not null' })
@Check('cases_cause', `cause_kind is null or cause_kind in ('accident', 'systemic')`)
@Check('cases_severity', `severity in ('none', 'low', 'medium', 'high', 'critical')`)
export class CaseEntity implements Case {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'cases_pkey',
  })
  readonly id!: string;

  @Column('bigint', { nullable: true })
  @ForeignKey(() => CustomerEntity, { onDelete: 'SET NULL', name: 'cases_customer_fkey' })
  customerId!: string | null;
  /** Where the matter began. */
  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'cases_source_fkey' })
  sourceId!: string;
  @Column('text') state!: CaseState;
  @Column('text') severity!: Severity;
  @Column('text') channel!: Channel;
  @Column('text') language!: string;
  @Column('text', { array: true, default: () => `'{}'` }) topics!: Topic[];
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'cases_owner_fkey' })
  ownerId!: string | null;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz') lastMessageAt!: Date;
  @Column('int', { default: 1 }) messageCount!: number;
  /** The newest message that was flagged: the one whose words the list shows. No foreign key: the message points here. */
  @Column('bigint') flaggedMessageId!: string;
  /** The earliest deadline of its open tasks, kept here so that the list is one index scan; null when nothing is open. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('text', { nullable: true }) dueKind!: TaskKind | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  /** The subject without reply marks and case, by which a matter that was solved is recognised when it comes back. */
  @Column('text', { nullable: true }) subjectKey!: string | null;
  @Column('timestamptz', { nullable: true }) solvedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) snoozedUntil!: Date | null;
  /** Where it went wrong, a stage of the playbook. */
  @Column('text', { nullable: true }) causeStage!: string | null;
  @Column('text', { nullable: true }) causeKind!: CauseKind | null;
  @Column('text', { nullable: true }) correctiveAction!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => LessonEntity, { onDelete: 'SET NULL', name: 'cases_lesson_fkey' })
  lessonId!: string | null;
  /** The case that took over everything of this one; it has no deadline and is on no list. */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'SET NULL', name: 'cases_merged_into_fkey' })
  mergedInto!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('tasks')
@Index('tasks_open_due', ['dueAt', 'id'], { where: `state = 'open'` })
@Index('tasks_open_kind', ['kind', 'dueAt', 'id'], { where: `state = 'open'` })
@Index('tasks_open_case', ['caseId', 'dueAt', 'id', 'kind'], { where: `state = 'open'` })
@Index('tasks_case', ['caseId'])
@Index('tasks_one_open', ['caseId', 'kind'], {
  unique: true,
  where: `state in ('open', 'paused') and kind in ('answer', 'solve', 'review', 'recovery_check', 'review_request')`,
})
@Index('tasks_next_step', ['nextStepAt', 'id'], { where: `state = 'open' and next_step_at is not null` })
@Check(
  'tasks_kind',
  `kind in ('answer', 'solve', 'review', 'promise', 'recovery_check', 'review_request', 'win_back', 'watch')`,
)
@Check(
  'tasks_state',
  `state in ('open', 'paused', 'done', 'cancelled') and (state in ('open', 'paused')) = (closed_at is null)`,
)
@Check('tasks_paused', `(state = 'paused') = (paused_at is not null and minutes_left is not null)`)
export class TaskEntity implements Task {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'tasks_pkey',
  })
  readonly id!: string;

  @Column('bigint') @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'tasks_case_fkey' }) caseId!: string;
  /** The message that started its clock. */
  @Column('bigint', { nullable: true }) messageId!: string | null;
  @Column('text') kind!: TaskKind;
  @Column('text') state!: TaskState;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('text', { nullable: true }) closedReason!: string | null;
  /** What exactly: the words of a promise, the sign that is watched. */
  @Column('text', { nullable: true }) note!: string | null;
  @Column('timestamptz', { nullable: true }) pausedAt!: Date | null;
  /** Working minutes that were left when it was paused. */
  @Column('double precision', { nullable: true }) minutesLeft!: number | null;
  /** Open minutes by which waiting, or graver words that came later, put its deadline behind a promise from its start. */
  @Column('double precision', { default: 0 }) waitedMinutes!: number;
  /** When the sweep must look at it next; null when no step of its escalation is ahead. */
  @Column('timestamptz', { nullable: true }) nextStepAt!: Date | null;
}

/** The response standard as applied to one task when it was opened. */
@Entity('commitments')
@Check('commitments_clock', `clock in ('first_answer', 'next_answer', 'solution')`)
@Check('commitments_unit', `target_unit in ('working_days', 'working_minutes')`)
export class CommitmentEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'commitments_pkey' })
  @ForeignKey(() => TaskEntity, { onDelete: 'CASCADE', name: 'commitments_task_fkey' })
  taskId!: string;
  @Column('text') standard!: string;
  @Column('text', { default: 'first_answer' }) clock!: string;
  @Column('text', { default: 'working_days' }) targetUnit!: string;
  @Column('double precision') targetAmount!: number;
  @Column('text') calendar!: string;
  @Column('text') zone!: string;
  @Column('timestamptz') receivedAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('text', { array: true }) derivation!: string[];
}

/** Append-only: the history of a case is its audit. */
@Entity('case_events')
@Index('case_events_case', ['caseId', 'id'])
export class CaseEventEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'case_events_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_events_case_fkey' })
  caseId!: string;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
  @Column('bigint', { nullable: true }) actorId!: string | null;
  @Column('text') type!: string;
  @Column('jsonb', { default: () => `'{}'` }) detail!: Record<string, unknown>;
}

/** The company's own answers as seen in the channels. */
@Entity('seen_replies')
@Unique('seen_replies_external', ['sourceId', 'externalId'])
@Index('seen_replies_case', ['caseId'], { where: 'case_id is not null' })
@Index('seen_replies_thread', ['sourceId', 'threadId'], { where: 'thread_id is not null' })
export class SeenReplyEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'seen_replies_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'seen_replies_source_fkey' })
  sourceId!: string;
  @Column('text') externalId!: string;
  @Column('text', { nullable: true }) threadId!: string | null;
  @Column('text', { array: true }) answers!: string[];
  @Column('text', { array: true }) recipients!: string[];
  @Column('timestamptz') sentAt!: Date;
  @Column('boolean') automatic!: boolean;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text') text!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'SET NULL', name: 'seen_replies_case_fkey' })
  caseId!: string | null;
}

/** What an answer answers, one row an id, so that it is found by index when the message is read after its answer. */
@Entity('seen_reply_answers')
@Index('seen_reply_answers_thread', ['sourceId', 'threadId'])
export class SeenReplyAnswerEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'seen_reply_answers_pkey' })
  @ForeignKey(() => SeenReplyEntity, { onDelete: 'CASCADE', name: 'seen_reply_answers_reply_fkey' })
  replyId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'seen_reply_answers_pkey' }) threadId!: string;
  @Column('bigint') sourceId!: string;
}
