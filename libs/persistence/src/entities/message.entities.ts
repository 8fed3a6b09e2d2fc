import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type {
  Attachment,
  AssessmentVerdict,
  Channel,
  EscalationCue,
  MessageKind,
  Severity,
  Signal,
  Topic,
} from '@earshot/domain';
import { CaseEntity, CustomerEntity } from './case.entities.js';
import { UserEntity } from './people.entities.js';
import { SourceEntity } from './source.entities.js';

/** Immutable: an edit at the channel is a new row with the next revision number. */
@Entity('messages')
@Unique('messages_external', ['sourceId', 'externalId', 'revisionNumber'])
@Index('messages_thread', ['sourceId', 'threadId'], { where: 'thread_id is not null' })
@Index('messages_case', ['caseId', 'sentAt'], { where: 'case_id is not null' })
@Index('messages_customer', ['customerId', 'sentAt'], { where: 'customer_id is not null' })
@Index('messages_author_address', ['authorAddress', 'sentAt'], { where: 'author_address is not null' })
@Index('messages_received', ['receivedAt', 'id'])
@Index('messages_sent', ['sentAt', 'id'])
@Index('messages_words', { synchronize: false })
@Index('messages_authors', { synchronize: false })
@Index('messages_pairs', { synchronize: false })
@Check('messages_rating', 'rating is null or rating between 1 and 5')
export class MessageEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'messages_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'messages_source_fkey' })
  sourceId!: string;
  @Column('text') externalId!: string;
  /** The channel's mark of an edit; empty where it has none. Words that come back come with the mark that they had. */
  @Column('text', { default: '' }) revision!: string;
  @Column('int', { default: 1 }) revisionNumber!: number;
  @Column('timestamptz', { nullable: true }) supersededAt!: Date | null;
  /** When we saw that its author or a moderator had taken it away at its source; what it said stays. */
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  @Column('text') channel!: Channel;
  @Column('text') kind!: MessageKind;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CustomerEntity, { onDelete: 'SET NULL', name: 'messages_customer_fkey' })
  customerId!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'SET NULL', name: 'messages_case_fkey' })
  caseId!: string | null;
  @Column('text', { nullable: true }) authorName!: string | null;
  @Column('text', { nullable: true }) authorAddress!: string | null;
  @Column('text', { nullable: true }) authorHandle!: string | null;
  @Column('timestamptz') sentAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) receivedAt!: Date;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) quoted!: string | null;
  @Column('text', { nullable: true }) signature!: string | null;
  /** The channel's declared language; the judged one is in the assessment. */
  @Column('text', { nullable: true }) language!: string | null;
  @Column('real', { nullable: true }) rating!: number | null;
  @Column('text', { nullable: true }) url!: string | null;
  @Column('text', { nullable: true }) threadId!: string | null;
  @Column('text', { array: true, default: () => `'{}'` }) references!: string[];
  @Column('jsonb', { default: () => `'[]'` }) attachments!: Attachment[];
  @Column('text', { array: true, default: () => `'{}'` }) tags!: string[];
  /** When its words went with the erasure of its customer: only what the figures need is left. */
  @Column('timestamptz', { nullable: true }) erasedAt!: Date | null;
}

/** One versioned judgement; the newest of a message is the one in force. */
@Entity('assessments')
@Index('assessments_message', ['messageId', 'id'])
export class AssessmentEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'assessments_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => MessageEntity, { onDelete: 'CASCADE', name: 'assessments_message_fkey' })
  messageId!: string;
  @Column('timestamptz', { default: () => 'now()' }) assessedAt!: Date;
  @Column('text') model!: string;
  @Column('text') language!: string;
  @Column('real') languageConfidence!: number;
  @Column('real') probability!: number;
  @Column('text') verdict!: AssessmentVerdict;
  @Column('text') severity!: Severity;
  /** Written once and read as a whole. */
  @Column('json') signals!: Signal[];
  @Column('jsonb', { default: () => `'[]'` }) escalations!: EscalationCue[];
  @Column('text', { array: true, default: () => `'{}'` }) topics!: Topic[];
  @Column('int', { nullable: true }) judgedLength!: number | null;
  /** Earlier messages of the customer that nobody had answered then: without it no judgement can be made again. */
  @Column('int', { default: 0 }) unansweredBefore!: number;
  /** Probability of the worst message of the thread that nobody had answered then. */
  @Column('real', { nullable: true }) threadProbability!: number | null;
}

/** A person's correction, kept for ever: it teaches the detector. */
@Entity('verdicts')
@Index('verdicts_message', ['messageId'])
export class VerdictEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'verdicts_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => MessageEntity, { onDelete: 'CASCADE', name: 'verdicts_message_fkey' })
  messageId!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'verdicts_user_fkey' })
  userId!: string | null;
  @Column('boolean') dissatisfied!: boolean;
  @Column('text', { nullable: true }) severity!: Severity | null;
  @Column('timestamptz', { default: () => 'now()' }) givenAt!: Date;
}
