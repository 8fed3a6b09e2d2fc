import type { OutgoingReplyState } from '@earshot/domain';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CaseEntity, SeenReplyEntity } from './case.entities.js';
import { MessageEntity } from './message.entities.js';
import { UserEntity } from './people.entities.js';
import { SourceEntity } from './source.entities.js';

/** An answer that a person wrote here, and how far it has come. */
@Entity('outgoing_replies')
@Unique('outgoing_replies_external', ['externalId'])
@Index('outgoing_replies_request', ['authorId', 'requestKey'], { unique: true, where: 'request_key is not null' })
@Index('outgoing_replies_case', ['caseId', 'id'])
@Index('outgoing_replies_unsettled', ['id'], { where: `state in ('queued', 'sending', 'failed', 'unsure')` })
@Check('outgoing_replies_state', `state in ('queued', 'sending', 'sent', 'failed', 'unsure', 'discarded')`)
export class OutgoingReplyEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outgoing_replies_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'outgoing_replies_case_fkey' })
  caseId!: string;
  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'outgoing_replies_source_fkey' })
  sourceId!: string;
  @Column('bigint')
  @ForeignKey(() => MessageEntity, { onDelete: 'CASCADE', name: 'outgoing_replies_message_fkey' })
  answersMessageId!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'outgoing_replies_author_fkey' })
  authorId!: string | null;
  /** Chosen before the first attempt and the same on every attempt: the Message-ID of a mail. */
  @Column('text') externalId!: string;
  @Column('text', { nullable: true }) toAddress!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text') text!: string;
  @Column('text') state!: OutgoingReplyState;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz') createdAt!: Date;
  /** When the last attempt began to talk to the other side. */
  @Column('timestamptz', { nullable: true }) sendingAt!: Date | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  /** Its copy as read from the channel. */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => SeenReplyEntity, { onDelete: 'SET NULL', name: 'outgoing_replies_seen_fkey' })
  seenReplyId!: string | null;
  /** What the caller named the request, so that repeating it makes one reply. */
  @Column('text', { nullable: true }) requestKey!: string | null;
}

/** What somebody is writing in a case, saved while they type. */
@Entity('reply_drafts')
@Unique('reply_drafts_case_user', ['caseId', 'userId'])
export class ReplyDraftEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'reply_drafts_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'reply_drafts_case_fkey' })
  caseId!: string;
  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'reply_drafts_user_fkey' })
  userId!: string;
  @Column('int', { default: 1 }) revision!: number;
  @Column('text', { nullable: true }) toAddress!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { default: '' }) text!: string;
  @Column('bigint', { nullable: true }) answersMessageId!: string | null;
  @Column('timestamptz') updatedAt!: Date;
}

/** A file that goes with a reply: with the draft while it is written, with the reply from then on. */
@Entity('reply_attachments')
@Index('reply_attachments_draft', ['draftId'], { where: 'draft_id is not null' })
@Index('reply_attachments_reply', ['replyId'], { where: 'reply_id is not null' })
@Check('reply_attachments_one_home', '(draft_id is null) <> (reply_id is null)')
export class ReplyAttachmentEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'reply_attachments_pkey',
  })
  readonly id!: string;

  @Column('bigint', { nullable: true })
  @ForeignKey(() => ReplyDraftEntity, { onDelete: 'CASCADE', name: 'reply_attachments_draft_fkey' })
  draftId!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => OutgoingReplyEntity, { onDelete: 'CASCADE', name: 'reply_attachments_reply_fkey' })
  replyId!: string | null;
  @Column('text') name!: string;
  @Column('text') type!: string;
  /** Bytes. */
  @Column('int') size!: number;
  @Column('bytea', { select: false }) content!: Buffer;
}

/** Who has a case open, and whether they write. A row that was not renewed for a while means nothing. */
@Entity('case_presence')
@Index('case_presence_seen', ['seenAt'])
@Check('case_presence_mode', `mode in ('viewing', 'writing')`)
export class CasePresenceEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'case_presence_pkey' })
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_presence_case_fkey' })
  caseId!: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'case_presence_pkey' })
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'case_presence_user_fkey' })
  userId!: string;
  @Column('text') mode!: 'viewing' | 'writing';
  @Column('timestamptz') since!: Date;
  @Column('timestamptz') seenAt!: Date;
}
