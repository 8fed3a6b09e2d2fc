import type { SpikeKind, SpikeSubject, Severity, Topic } from '@earshot/domain';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CaseEntity } from './case.entities.js';
import { UserEntity } from './people.entities.js';
import { SourceEntity } from './source.entities.js';

/**
 * Messages of persons on one local day of a zone, by when they were written. `topic` is empty in the rows that count every
 * message once; a message of two topics stands once more in the rows of each.
 */
@Entity('insight_days')
@Index('insight_days_source', ['sourceId'])
@Index('insight_days_day', ['zone', 'day'])
export class InsightDayEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'insight_days_pkey' }) zone!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'insight_days_pkey' }) topic!: Topic | '';
  /** `YYYY-MM-DD` */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'insight_days_pkey' }) day!: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'insight_days_pkey' })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'insight_days_source_fkey' })
  sourceId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'insight_days_pkey' }) language!: string;
  /** Of unhappy messages; `none` in the rows of the others. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'insight_days_pkey' }) severity!: Severity;
  @Column('int') received!: number;
  @Column('int') unhappy!: number;
}

/** A zone whose days are kept: those of the readers and of the house. */
@Entity('insight_zones')
export class InsightZoneEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'insight_zones_pkey' }) zone!: string;
  /** Days from here on have not been counted for the first time; null when all have. */
  @Column('date', { nullable: true }) countFrom!: string | null;
}

/** Up to when everything that was committed is in the figures. One row. */
@Entity('insight_state')
@Check('insight_state_one', 'id = 1')
export class InsightStateEntity {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'insight_state_pkey' }) id!: number;
  @Column('timestamptz', { nullable: true }) asOf!: Date | null;
}

/** An hour whose messages were judged, edited or taken away since it was counted. Written by triggers, append-only. */
@Entity('insight_stale_hours')
export class InsightStaleHourEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'insight_stale_hours_pkey',
  })
  readonly id!: string;
  @Column('timestamptz') at!: Date;
}

/** A case that has changed since its facts were kept. Written by triggers, append-only. */
@Entity('insight_stale_cases')
export class InsightStaleCaseEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'insight_stale_cases_pkey',
  })
  readonly id!: string;
  @Column('bigint') caseId!: string;
}

/** What the figures need of a case. Cases that were no complaint or were merged into another have none. */
@Entity('insight_cases')
@Index('insight_cases_opened', ['openedAt', 'caseId'])
@Index('insight_cases_answered', ['answeredAt', 'caseId'], { where: 'answered_at is not null' })
@Index('insight_cases_settled', ['settledAt', 'caseId'], { where: 'settled_at is not null' })
@Index('insight_cases_checked', ['checkedAt', 'caseId'], { where: 'checked_at is not null' })
@Index('insight_cases_customer', ['customerId'], { where: 'customer_id is not null' })
export class InsightCaseEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'insight_cases_pkey' })
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'insight_cases_case_fkey' })
  caseId!: string;
  @Column('bigint') sourceId!: string;
  @Column('text') language!: string;
  @Column('text') severity!: Severity;
  @Column('text', { array: true }) topics!: Topic[];
  @Column('bigint', { nullable: true }) ownerId!: string | null;
  @Column('bigint', { nullable: true }) customerId!: string | null;
  @Column('timestamptz') openedAt!: Date;
  /** When the customer's case before this one was opened. */
  @Column('timestamptz', { nullable: true }) previousAt!: Date | null;
  @Column('text', { nullable: true }) causeStage!: string | null;
  @Column('text', { nullable: true }) causeKind!: string | null;
  /** The deadline of the first answer. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('boolean', { nullable: true }) inTime!: boolean | null;
  /** When it was decided whether the promise is kept: at an answer in time, else at the deadline, which may lie ahead. */
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** To the first answer, by the wall clock … */
  @Column('int', { nullable: true }) elapsedSeconds!: number | null;
  /** … and of the opening hours of the calendar that it was promised by. */
  @Column('double precision', { nullable: true }) workingMinutes!: number | null;
  @Column('timestamptz', { nullable: true }) solvedAt!: Date | null;
  /** When the customer was asked whether it is still solved, and what they said. */
  @Column('timestamptz', { nullable: true }) checkedAt!: Date | null;
  @Column('boolean', { nullable: true }) recovered!: boolean | null;
}

/** An episode of unusually many unhappy messages: told once, kept up to date until it is over. */
@Entity('spikes')
@Index('spikes_one_at_a_time', ['kind', 'key'], { unique: true, where: 'ended_at is null' })
@Check('spikes_kind', `kind in ('source', 'topic', 'word')`)
export class SpikeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'spikes_pkey',
  })
  readonly id!: string;
  @Column('text') kind!: SpikeKind;
  /** The source's id, the topic, or the word. */
  @Column('text') key!: string;
  @Column('timestamptz') startedAt!: Date;
  /** When it was last found unusual. */
  @Column('timestamptz') lastSeenAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('int') hours!: number;
  /** The most that came within so many hours, and what is usual. */
  @Column('int') count!: number;
  @Column('double precision') usual!: number;
  @Column('int') weeks!: number;
  /** The other series of mostly the same messages. */
  @Column('jsonb', { default: () => `'[]'` }) also!: SpikeSubject[];
  @Column('bigint', { array: true, default: () => `'{}'` }) messageIds!: string[];
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: Date | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'spikes_acknowledged_by_fkey' })
  acknowledgedBy!: string | null;
}
