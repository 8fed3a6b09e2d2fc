import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { UserEntity } from './people.entities.js';

/** What changed, ids only, one row a transaction: open dashboards catch up from here when a notification was missed. */
@Entity('changes')
@Index('changes_at', ['at'])
export class ChangeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'changes_pkey',
  })
  readonly id!: string;

  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
  @Column('text', { array: true }) topics!: string[];
  @Column('bigint', { array: true, default: () => `'{}'` }) caseIds!: string[];
  @Column('bigint', { array: true, default: () => `'{}'` }) sourceIds!: string[];
}

/** Who gets a digest, and when in their own day. */
@Entity('digest_subscriptions')
@Unique('digest_subscriptions_user', ['userId'])
@Index('digest_subscriptions_due', ['nextAt'], { where: 'enabled' })
@Check('digest_subscriptions_time', `local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
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
  @Column('boolean', { default: true }) enabled!: boolean;
  /** `HH:MM` in the reader's zone. */
  @Column('text', { default: '08:00' }) localTime!: string;
  /** The next time one is due, computed when the last one was claimed. */
  @Column('timestamptz') nextAt!: Date;
}

/** One period's account for one reader: the unique key is what makes it once and only once. */
@Entity('digests')
@Unique('digests_period', ['subscriptionId', 'period'])
@Check('digests_state', `state in ('claimed', 'sent', 'failed')`)
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
  /** The local working day it was made for, `YYYY-MM-DD`. */
  @Column('date') period!: string;
  @Column('text') state!: 'claimed' | 'sent' | 'failed';
  /** Decided before the first attempt and the same on every attempt, so that a mail server can drop a repetition. */
  @Column('text') messageId!: string;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) claimedAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
}
