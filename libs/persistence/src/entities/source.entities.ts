import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { PollOutcome, Source, SourceState, WatchSettings } from '@earshot/domain';
import { UserEntity } from './people.entities.js';

@Entity('sources')
@Unique('sources_name', ['name'])
@Index('sources_due', ['nextPollAt'], { where: `state <> 'paused'` })
@Index('sources_removed', ['id'], { where: 'removed_with_messages' })
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
  /** What happened. */
  @Column('text', { nullable: true }) stateReason!: string | null;
  /** What a person can do about it, where there is something. */
  @Column('text', { nullable: true }) stateAdvice!: string | null;
  @Column('jsonb', { nullable: true }) cursor!: unknown;
  @Column('int') pollIntervalSeconds!: number;
  /** The interval that its activity has led to; `null` until it was read once. */
  @Column('int', { nullable: true }) paceSeconds!: number | null;
  @Column('timestamptz', { default: () => 'now()' }) nextPollAt!: Date;
  @Column('timestamptz', { nullable: true }) lastSuccessAt!: Date | null;
  @Column('int', { default: 0 }) consecutiveFailures!: number;
  /** The worst of the present trouble that ops people were told of; `null` when there is none to take back. */
  @Column('text', { nullable: true }) troubleTold!: SourceState | null;
  /** Since when it brings less than its own rhythm lets expect: its last message then; `null` when it does not. */
  @Column('timestamptz', { nullable: true }) silentSince!: Date | null;
  @Column('text', { nullable: true }) silenceReason!: string | null;
  /** As the service said last. */
  @Column('timestamptz', { nullable: true }) credentialsExpireAt!: Date | null;
  /** The expiry that ops people were told of. */
  @Column('timestamptz', { nullable: true }) credentialsToldFor!: Date | null;
  @Column('boolean', { default: false }) sample!: boolean;
  /** Nothing older than this is read on the first poll; a backfill has a day of its own. */
  @Column('timestamptz', { nullable: true }) readSince!: Date | null;
  /** Early signs that are looked for: `{ noReplyDays, unansweredDays }` in working days; what is absent is off. */
  @Column('jsonb', { default: () => `'{}'` }) watch!: WatchSettings;
  /** Who polls it now, and until when nobody else may; a dead worker's lease runs out by itself. */
  @Column('text', { nullable: true }) leaseHolder!: string | null;
  @Column('timestamptz', { nullable: true }) leasedUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  /** Counts the changes that people make to its configuration: who edits names the one that they saw. */
  @Column('int', { default: 1 }) version!: number;
  /** The file that configures it, as people know it (`config/sources.yaml`); such a source is changed there only. */
  @Column('text', { nullable: true }) provisionedBy!: string | null;
  /** The secrets as the file named them last, sealed: what the other side has renewed since is left as it is. */
  @Column('bytea', { nullable: true, select: false }) provisionedSecrets!: Buffer | null;
  /** When it was taken out of the file that configured it; it is paused then. */
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  /** When somebody removed it. Its row stays as long as messages or cases refer to it, and is on no list. */
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  /** Its messages go too: in small portions, by the workers. */
  @Column('boolean', { default: false }) removedWithMessages!: boolean;
  /** The backfill that somebody asked for last: from when on, and when they asked. */
  @Column('timestamptz', { nullable: true }) backfillFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) backfillAskedAt!: Date | null;
  /** Until a poll of the backfill has succeeded or failed, `cursor` is the backfill's. */
  @Column('boolean', { default: false }) backfilling!: boolean;
  /** The position of the ordinary polls while a backfill has its own. */
  @Column('jsonb', { nullable: true }) waitingCursor!: unknown;
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
  /** SHA-256 of what came under that name: something else under the same name is refused. */
  @Column('bytea', { nullable: true, select: false }) deliveryHash!: Buffer | null;
}

/** What could not be read, kept with its reason and raw form until a person has dealt with it. */
@Entity('quarantine')
@Index('quarantine_open', ['sourceId', 'id'], { where: `state = 'open'` })
@Index('quarantine_open_external', ['sourceId', 'externalId'], {
  where: `state = 'open' and external_id is not null`,
})
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
  /** When it was resolved or dismissed; `null` while it is open. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  /** Who closed it; `null` for the system, which closes what was stored later. */
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'quarantine_closed_by_fkey' })
  closedBy!: string | null;
  /** Why somebody dismissed it, in their words. */
  @Column('text', { nullable: true }) closedReason!: string | null;
  /** When somebody last had it read again, and why it could not be read then either. */
  @Column('timestamptz', { nullable: true }) triedAt!: Date | null;
  @Column('text', { nullable: true }) triedOutcome!: string | null;
}

/** Somebody was sent to a provider to consent; what the provider sends back is good once, for them, for minutes. */
@Entity('source_consents')
export class SourceConsentEntity {
  /** SHA-256 of the state that the provider hands back (RFC 6749, section 10.12). */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'source_consents_pkey' }) stateHash!: Buffer;
  @Column('bigint')
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'source_consents_source_fkey' })
  sourceId!: string;
  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'source_consents_user_fkey' })
  userId!: string;
  /** The code verifier of PKCE (RFC 7636), sealed. */
  @Column('bytea') verifier!: Buffer;
  @Column('text') redirectUri!: string;
  @Column('timestamptz') expiresAt!: Date;
}
