import type { AnswerEvidence, CaseMovementDetail, Severity } from '@earshot/domain';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CaseEntity, CustomerEntity, TaskEntity } from './case.entities.js';
import { MessageEntity } from './message.entities.js';
import { NotificationMatterEntity } from './notification.entities.js';
import { UserEntity } from './people.entities.js';

/** The house's standards, calendars and escalation as edited: append-only versions, the newest is in force. */
@Entity('policies')
export class PolicyEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'policies_pkey',
  })
  readonly id!: string;

  @Column('jsonb') document!: object;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'policies_created_by_fkey' })
  createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('text', { nullable: true }) note!: string | null;
}

/** A stopped clock with its evidence: when the customer was answered, by what, and how long they had waited. */
@Entity('case_answers')
@Unique('case_answers_task', ['taskId'])
@Index('case_answers_case', ['caseId', 'at'])
@Index('case_answers_at', ['at'])
@Check('case_answers_clock', `clock in ('first_answer', 'next_answer', 'solution')`)
export class CaseAnswerEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'case_answers_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_answers_case_fkey' })
  caseId!: string;
  @Column('bigint')
  @ForeignKey(() => TaskEntity, { onDelete: 'CASCADE', name: 'case_answers_task_fkey' })
  taskId!: string;
  @Column('text') clock!: string;
  @Column('timestamptz') at!: Date;
  /** Elapsed seconds since the clock started. */
  @Column('int') seconds!: number;
  @Column('boolean') inTime!: boolean;
  /** What stopped it: an answer that was seen, sent from here, a call, or a person's word. */
  @Column('jsonb') evidence!: AnswerEvidence;
}

/** A step of an escalation that was told. The unique keys are what makes it once. */
@Entity('escalations')
@Index('escalations_task_step', ['taskId', 'step', 'dueAt'], { unique: true, where: 'task_id is not null' })
@Index('escalations_message_step', ['messageId', 'step'], { unique: true, where: 'message_id is not null' })
@Index('escalations_case', ['caseId', 'id'])
@Check('escalations_cause', '(task_id is null) <> (message_id is null) and (task_id is null) = (due_at is null)')
export class EscalationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'escalations_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'escalations_case_fkey' })
  caseId!: string;
  /** The task whose deadline comes near or has passed … */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => TaskEntity, { onDelete: 'CASCADE', name: 'escalations_task_fkey' })
  taskId!: string | null;
  /** … or the message that cannot wait (a threat, a lawyer). */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => MessageEntity, { onDelete: 'CASCADE', name: 'escalations_message_fkey' })
  messageId!: string | null;
  @Column('text') step!: string;
  /** The deadline it was about: a task that is re-timed is warned about anew. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('text', { array: true }) tell!: string[];
  @Column('timestamptz') firedAt!: Date;
}

/** Something one person is told; shown in the dashboard and, where mail is set up, sent. */
@Entity('notifications')
@Index('notifications_unread', ['userId', 'id'], { where: 'read_at is null' })
@Index('notifications_user', ['userId', 'id'])
@Index('notifications_escalation', ['userId', 'escalationId'], { unique: true, where: 'escalation_id is not null' })
@Index('notifications_matter', ['matterId', 'userId'], { unique: true, where: 'matter_id is not null' })
@Index('notifications_mail', ['id'], { where: `mail_state = 'queued'` })
@Index('notifications_held', ['mailAfter'], { where: 'mail_after is not null' })
@Check('notifications_mail_state', `mail_state in ('none', 'queued', 'sent', 'failed')`)
export class NotificationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notifications_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'notifications_user_fkey' })
  userId!: string;
  @Column('text') event!: string;
  @Column('text') severity!: Severity;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'notifications_case_fkey' })
  caseId!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => EscalationEntity, { onDelete: 'CASCADE', name: 'notifications_escalation_fkey' })
  escalationId!: string | null;
  /** What it tells of: a person hears of it once, by whichever rule. */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => NotificationMatterEntity, { onDelete: 'SET NULL', name: 'notifications_matter_fkey' })
  matterId!: string | null;
  /** What the reader's language puts into words; ids and instants, never a customer's text. */
  @Column('jsonb', { default: () => `'{}'` }) detail!: Record<string, unknown>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
  @Column('text', { default: 'none' }) mailState!: 'none' | 'queued' | 'sent' | 'failed';
  @Column('text', { nullable: true }) mailError!: string | null;
  /** Of a mail that is held: the end of its reader's quiet hours or mute. */
  @Column('timestamptz', { nullable: true }) mailAfter!: Date | null;
}

/** A merge or a split by hand, with all that moved, so that it can be undone. */
@Entity('case_movements')
@Index('case_movements_from', ['fromCaseId'])
@Index('case_movements_to', ['toCaseId'])
@Check('case_movements_kind', `kind in ('merge', 'split')`)
export class CaseMovementEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'case_movements_pkey',
  })
  readonly id!: string;

  @Column('text') kind!: 'merge' | 'split';
  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_movements_from_fkey' })
  fromCaseId!: string;
  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_movements_to_fkey' })
  toCaseId!: string;
  @Column('jsonb') detail!: CaseMovementDetail;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'case_movements_actor_fkey' })
  actorId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
}

/** Two customers found to be one, with all that moved, so that it can be undone. */
@Entity('customer_merges')
@Index('customer_merges_kept', ['keptId'])
@Index('customer_merges_merged', ['mergedId'])
export class CustomerMergeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'customer_merges_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CustomerEntity, { onDelete: 'CASCADE', name: 'customer_merges_kept_fkey' })
  keptId!: string;
  @Column('bigint')
  @ForeignKey(() => CustomerEntity, { onDelete: 'CASCADE', name: 'customer_merges_merged_fkey' })
  mergedId!: string;
  @Column('bigint', { array: true }) identityIds!: string[];
  @Column('bigint', { array: true }) messageIds!: string[];
  @Column('bigint', { array: true }) caseIds!: string[];
  @Column('bigint', { array: true }) noteIds!: string[];
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'customer_merges_actor_fkey' })
  actorId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
}

/** What colleagues should know about a customer: "asked about her operation last time". */
@Entity('customer_notes')
@Index('customer_notes_customer', ['customerId', 'id'])
export class CustomerNoteEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'customer_notes_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CustomerEntity, { onDelete: 'CASCADE', name: 'customer_notes_customer_fkey' })
  customerId!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'customer_notes_user_fkey' })
  userId!: string | null;
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
}

/** Something another system reported about a customer: a late payment. Its own id makes it once. */
@Entity('watch_events')
@Unique('watch_events_external', ['kind', 'externalId'])
export class WatchEventEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'watch_events_pkey',
  })
  readonly id!: string;

  @Column('text') kind!: string;
  @Column('text') externalId!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CustomerEntity, { onDelete: 'SET NULL', name: 'watch_events_customer_fkey' })
  customerId!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'SET NULL', name: 'watch_events_case_fkey' })
  caseId!: string | null;
  @Column('jsonb') detail!: Record<string, unknown>;
  @Column('timestamptz') happenedAt!: Date;
  @Column('timestamptz') receivedAt!: Date;
}

/** A command that was carried out, kept for a day with its answer, so that repeating it does nothing. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'idempotency_keys_user_fkey' })
  userId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' }) key!: string;
  /** SHA-256 of method, path and body. */
  @Column('bytea') requestHash!: Buffer;
  /** Null while it is being carried out. */
  @Column('int', { nullable: true }) status!: number | null;
  @Column('jsonb', { nullable: true }) body!: unknown;
  @Column('timestamptz') createdAt!: Date;
}
