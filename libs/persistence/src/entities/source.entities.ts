import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { PollOutcome, Source, SourceState, WatchSettings } from '@earshot/domain';

@Entity('sources')
@Unique('sources_name', ['name'])
@Index('sources_due', ['nextPollAt'], { where: `state <> 'paused'` })
@Check('sources_state', `state in ('healthy', 'degraded', 'paused', 'failing')`)
@Check('sources_interval', `poll_interval_seconds between 5 and 86400`)
export class SourceEntity implements Source {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sources_pkey',
  })
  readonly id!: string;

  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('jsonb') options!: Record<string, unknown>;
  /** AES-256-GCM of the secrets as JSON, or null when there are none. */
  @Column('bytea', { nullable: true, select: false }) secrets!: Buffer | null;
  @Column('text', { default: 'healthy' }) state!: SourceState;
  @Column('timestamptz', { default: () => 'now()' }) stateSince!: Date;
  @Column('text', { nullable: true }) stateReason!: string | null;
  @Column('jsonb', { nullable: true }) cursor!: unknown;
  @Column('int') pollIntervalSeconds!: number;
  @Column('timestamptz', { default: () => 'now()' }) nextPollAt!: Date;
  @Column('timestamptz', { nullable: true }) lastSuccessAt!: Date | null;
  @Column('int', { default: 0 }) consecutiveFailures!: number;
  @Column('boolean', { default: false }) sample!: boolean;
  /** Nothing older than this is read on the first poll or a backfill. */
  @Column('timestamptz', { nullable: true }) readSince!: Date | null;
  /** Early signs that are looked for: `{ noReplyDays, unansweredDays }` in working days; what is absent is off. */
  @Column('jsonb', { default: () => `'{}'` }) watch!: WatchSettings;
  /** Who polls it now, and until when nobody else may; a dead worker's lease runs out by itself. */
  @Column('text', { nullable: true }) leaseHolder!: string | null;
  @Column('timestamptz', { nullable: true }) leasedUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}

@Entity('polls')
@Index('polls_source', ['sourceId', 'id'])
@Index('polls_delivery', ['sourceId', 'deliveryId'], { where: 'delivery_id is not null' })
@Check('polls_ledger', 'seen = stored + duplicate + skipped_count + quarantined')
@Check('polls_outcome', `outcome in ('running', 'succeeded', 'failed', 'interrupted')`)
export class PollEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'polls_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'polls_source_fkey' })
  sourceId!: string;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('text') outcome!: PollOutcome;
  @Column('text', { nullable: true }) errorKind!: string | null;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('int', { default: 0 }) seen!: number;
  @Column('int', { default: 0 }) stored!: number;
  @Column('int', { default: 0 }) duplicate!: number;
  /** Counts by reason; `skipped_count` is their sum, kept beside them for the check. */
  @Column('jsonb', { default: () => `'{}'` }) skipped!: Record<string, number>;
  @Column('int', { default: 0 }) skippedCount!: number;
  @Column('int', { default: 0 }) quarantined!: number;
  /** The sender's name for what it brought, so that it is told the same when it repeats itself. */
  @Column('text', { nullable: true }) deliveryId!: string | null;
}

/** What could not be read, kept with its reason and raw form until a person has dealt with it. */
@Entity('quarantine')
@Index('quarantine_open', ['sourceId', 'id'], { where: `state = 'open'` })
@Unique('quarantine_item', ['sourceId', 'itemKey'])
@Check('quarantine_state', `state in ('open', 'resolved', 'dismissed')`)
export class QuarantineEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'quarantine_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'quarantine_source_fkey' })
  sourceId!: string;
  /** The external id, or a hash of the raw form: reading the same bad item again does not add another row. */
  @Column('text') itemKey!: string;
  @Column('text', { nullable: true }) externalId!: string | null;
  @Column('text') reason!: string;
  @Column('text') detail!: string;
  @Column('bytea', { nullable: true, select: false }) raw!: Buffer | null;
  @Column('text', { default: 'open' }) state!: 'open' | 'resolved' | 'dismissed';
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}
