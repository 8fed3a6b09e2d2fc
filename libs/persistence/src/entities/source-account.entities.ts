import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SourceEntity } from './source.entities.js';

/** The account of one source on one day of the house: the sums over its polls, kept when old polls are gone. */
@Entity('source_days')
@Check('source_days_ledger', 'seen = stored + duplicate + skipped_count + quarantined')
export class SourceDayEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'source_days_pkey' })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'source_days_source_fkey' })
  sourceId!: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'source_days_pkey' }) day!: string;
  @Column('int', { default: 0 }) seen!: number;
  @Column('int', { default: 0 }) stored!: number;
  @Column('int', { default: 0 }) duplicate!: number;
  @Column('jsonb', { default: () => `'{}'` }) skipped!: Record<string, number>;
  @Column('int', { default: 0 }) skippedCount!: number;
  @Column('int', { default: 0 }) quarantined!: number;
}

/** How many messages were written in one hour, first readings only: from these a source's rhythm is learnt. */
@Entity('source_hours')
export class SourceHourEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'source_hours_pkey' })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'source_hours_source_fkey' })
  sourceId!: string;
  /** Its beginning. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'source_hours_pkey' }) hour!: Date;
  @Column('int') messages!: number;
}

/** What may be asked of a host or with credentials until it is whole again, one account for all processes. */
@Entity('rate_budgets')
@Check('rate_budgets_scope', `scope in ('host', 'credential', 'source')`)
export class RateBudgetEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_budgets_pkey' }) scope!: string;
  /** The host with its port, the fingerprint of the credentials, or the source's id. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_budgets_pkey' }) holder!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_budgets_pkey' }) name!: string;
  @Column('int') allowed!: number;
  /** May be above `allowed` where the other side has counted more than we. */
  @Column('int', { default: 0 }) spent!: number;
  @Column('timestamptz') resetsAt!: Date;
}

const BUDGET_KEY = ['scope', 'holder', 'name'] as const;

/** Which budgets a source has drawn on. */
@Entity('source_budgets')
@ForeignKey(() => RateBudgetEntity, BUDGET_KEY, BUDGET_KEY, { onDelete: 'CASCADE', name: 'source_budgets_budget_fkey' })
export class SourceBudgetEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'source_budgets_pkey' })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'source_budgets_source_fkey' })
  sourceId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'source_budgets_pkey' }) scope!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'source_budgets_pkey' }) holder!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'source_budgets_pkey' }) name!: string;
}
