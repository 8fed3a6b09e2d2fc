import type {
  ChannelKind,
  DeliveryState,
  NotificationChoices,
  NotificationDetail,
  NotificationEvent,
  Role,
  Severity,
} from '@earshot/domain';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CaseEntity } from './case.entities.js';
import { UserEntity } from './people.entities.js';

/** A chat or a system of the house that is told. */
@Entity('notification_channels')
@Unique('notification_channels_name', ['name'])
@Check('notification_channels_kind', `kind in ('slack', 'teams', 'mattermost', 'discord', 'webhook')`)
export class NotificationChannelEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notification_channels_pkey',
  })
  readonly id!: string;

  @Column('text') kind!: ChannelKind;
  @Column('text') name!: string;
  @Column('text') host!: string;
  /** Its address and signing keys, encrypted. */
  @Column('bytea') sealed!: Buffer;
  @Column('text') language!: string;
  @Column('text') zone!: string;
  @Column('boolean', { default: false }) showsCustomers!: boolean;
  @Column('int', { default: 0 }) everyMinutes!: number;
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
  @Column('text', { nullable: true }) disabledReason!: string | null;
  @Column('timestamptz', { nullable: true }) oldKeyUntil!: Date | null;
  /** Nothing is sent before: the pace that the service asks for, and the lease of whoever is sending now. */
  @Column('timestamptz', { default: () => 'now()' }) nextSendAt!: Date;
  @Column('timestamptz') createdAt!: Date;
}

/** What is told to whom, beside those whom the steps of escalation name. An empty list restricts nothing. */
@Entity('notification_rules')
@Unique('notification_rules_name', ['name'])
@Check('notification_rules_told', 'cardinality(channel_ids) + cardinality(roles) + cardinality(user_ids) > 0')
export class NotificationRuleEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notification_rules_pkey',
  })
  readonly id!: string;

  @Column('text') name!: string;
  @Column('boolean', { default: true }) enabled!: boolean;
  @Column('text', { array: true, default: () => `'{}'` }) events!: NotificationEvent[];
  @Column('text', { default: 'none' }) minSeverity!: Severity;
  @Column('bigint', { array: true, default: () => `'{}'` }) sourceIds!: string[];
  @Column('bigint', { array: true, default: () => `'{}'` }) channelIds!: string[];
  @Column('text', { array: true, default: () => `'{}'` }) roles!: Role[];
  @Column('bigint', { array: true, default: () => `'{}'` }) userIds!: string[];
}

/** Something that happened and was to be told, once, whoever heard of it. */
@Entity('notification_matters')
@Index('notification_matters_at', ['at'])
@Index('notification_matters_case', ['caseId'])
export class NotificationMatterEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notification_matters_pkey',
  })
  readonly id!: string;

  @Column('text') event!: NotificationEvent;
  @Column('text') severity!: Severity;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'notification_matters_case_fkey' })
  caseId!: string | null;
  /** Kept when the source is removed: what was told was told. */
  @Column('bigint', { nullable: true }) sourceId!: string | null;
  /** Ids and instants, never a customer's text. */
  @Column('jsonb', { default: () => `'{}'` }) detail!: NotificationDetail;
  @Column('timestamptz') at!: Date;
}

/** One message to a channel, with what became of it. */
@Entity('notification_deliveries')
@Index('notification_deliveries_channel', ['channelId', 'id'])
@Index('notification_deliveries_due', ['nextTryAt'], { where: `state = 'waiting'` })
@Check(
  'notification_deliveries_state',
  `state in ('waiting', 'sent', 'failed') and (state = 'waiting') = (next_try_at is not null)`,
)
export class NotificationDeliveryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notification_deliveries_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => NotificationChannelEntity, { onDelete: 'CASCADE', name: 'notification_deliveries_channel_fkey' })
  channelId!: string;
  /** Tells the receiver of a repetition. */
  @Column('uuid') uid!: string;
  @Column('text', { default: 'waiting' }) state!: DeliveryState;
  @Column('boolean', { default: false }) test!: boolean;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) nextTryAt!: Date | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** When somebody last had it sent again: it holds what it held. */
  @Column('timestamptz', { nullable: true }) replayedAt!: Date | null;
}

/** What a message tells of; the key is what makes a channel hear of a matter once. */
@Entity('notification_delivery_matters')
@Index('notification_delivery_matters_delivery', ['deliveryId'])
@Index('notification_delivery_matters_matter', ['matterId'])
export class NotificationDeliveryMatterEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'notification_delivery_matters_pkey' }) channelId!: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'notification_delivery_matters_pkey' })
  @ForeignKey(() => NotificationMatterEntity, {
    onDelete: 'CASCADE',
    name: 'notification_delivery_matters_matter_fkey',
  })
  matterId!: string;
  @Column('bigint')
  @ForeignKey(() => NotificationDeliveryEntity, {
    onDelete: 'CASCADE',
    name: 'notification_delivery_matters_delivery_fkey',
  })
  deliveryId!: string;
}

/** How one person wants to be told; who is not here has chosen nothing. */
@Entity('notification_preferences')
@Check(
  'notification_preferences_quiet',
  `(quiet_from is null) = (quiet_to is null) and (quiet_from is null or quiet_from <> quiet_to)`,
)
export class NotificationPreferencesEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'notification_preferences_pkey' })
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'notification_preferences_user_fkey' })
  userId!: string;
  @Column('boolean', { default: true }) mail!: boolean;
  @Column('text', { default: 'none' }) mailFrom!: NotificationChoices['mailFrom'];
  @Column('text', { array: true, default: () => `'{}'` }) notMailed!: NotificationEvent[];
  /** `22:00`, on the person's clock. */
  @Column('text', { nullable: true }) quietFrom!: string | null;
  @Column('text', { nullable: true }) quietTo!: string | null;
  @Column('boolean', { default: true }) criticalBreaksThrough!: boolean;
  @Column('timestamptz', { nullable: true }) mutedUntil!: Date | null;
}
