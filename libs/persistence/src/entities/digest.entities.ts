import type { DigestAction, DigestEdition, DigestFormat, DigestState } from '@earshot/domain';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CaseEntity } from './case.entities.js';
import { UserEntity } from './people.entities.js';

/** Who gets which digest, when in their own day, about what and in which words. */
@Entity('digest_subscriptions')
@Unique('digest_subscriptions_user', ['userId', 'edition'])
@Index('digest_subscriptions_due', ['nextAt'], { where: 'enabled and paused_at is null' })
@Check('digest_subscriptions_time', `local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
@Check('digest_subscriptions_edition', `edition in ('daily', 'weekly', 'monthly')`)
@Check('digest_subscriptions_days', `array_length(days, 1) between 1 and 7 and days <@ '{1,2,3,4,5,6,7}'`)
@Check('digest_subscriptions_format', `format in ('html', 'text')`)
export class DigestSubscriptionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'digest_subscriptions_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'digest_subscriptions_user_fkey' })
  userId!: string;
  @Column('text', { default: 'daily' }) edition!: DigestEdition;
  @Column('boolean', { default: true }) enabled!: boolean;
  /** `HH:MM` in the reader's zone. */
  @Column('text', { default: '08:00' }) localTime!: string;
  /** Weekdays on which it may come, Monday is 1; the weekly edition comes on the first of them. */
  @Column('int', { array: true, default: () => `'{1,2,3,4,5,6,7}'` }) days!: number[];
  @Column('boolean', { default: true }) workingDaysOnly!: boolean;
  /** The calendar that knows the working days; null: the house's. */
  @Column('text', { nullable: true }) calendar!: string | null;
  /** IANA zone and BCP 47 language; null: those of the reader. */
  @Column('text', { nullable: true }) zone!: string | null;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('text', { default: 'html' }) format!: DigestFormat;
  /** Only these; an empty list is no restriction. */
  @Column('bigint', { array: true, default: () => `'{}'` }) sourceIds!: string[];
  @Column('text', { array: true, default: () => `'{}'` }) languages!: string[];
  @Column('bigint', { array: true, default: () => `'{}'` }) ownerIds!: string[];
  /** Since its mail comes back; the reader or an administrator switches it on again. */
  @Column('timestamptz', { nullable: true }) pausedAt!: Date | null;
  @Column('text', { nullable: true }) pauseReason!: string | null;
  /** The next time it is looked at, computed when the last one was claimed. */
  @Column('timestamptz') nextAt!: Date;
}

/** One period's account for one reader: the unique key is what makes it once and only once. Tests come as often as asked. */
@Entity('digests')
@Index('digests_period', ['subscriptionId', 'period'], { unique: true, where: 'not test' })
@Index('digests_test', ['messageId'], { unique: true, where: 'test' })
@Check('digests_state', `state in ('claimed', 'sent', 'failed', 'refused', 'bounced')`)
export class DigestEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'digests_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => DigestSubscriptionEntity, { onDelete: 'CASCADE', name: 'digests_subscription_fkey' })
  subscriptionId!: string;
  /** The local day it was made for, the Monday of its week, or the first of its month, `YYYY-MM-DD`. */
  @Column('date') period!: string;
  /** Somebody wanted to see it in their mail program. */
  @Column('boolean', { default: false }) test!: boolean;
  /** `failed` is tried again; `refused` and `bounced` pause the subscription, but for a test that was refused. */
  @Column('text') state!: DigestState;
  /** Decided before the first attempt and the same on every attempt, so that a mail server can drop a repetition. */
  @Column('text') messageId!: string;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) claimedAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
}

/** A link of a mail that has acted; its nonce is what makes it once. */
@Entity('digest_links')
@Index('digest_links_used', ['usedAt'])
@Check('digest_links_action', `action in ('acknowledge', 'assign-to-me')`)
export class DigestLinkEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'digest_links_pkey' }) nonce!: string;
  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'digest_links_user_fkey' })
  userId!: string;
  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'digest_links_case_fkey' })
  caseId!: string;
  @Column('text') action!: DigestAction;
  @Column('timestamptz') usedAt!: Date;
}
