import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CaseEntity } from './case.entities.js';
import { UserEntity } from './people.entities.js';

/** A talk on the telephone or in person, shown in the thread like a message. */
@Entity('case_calls')
@Index('case_calls_case', ['caseId', 'at'])
@Check('case_calls_direction', `direction in ('outgoing', 'incoming', 'meeting')`)
@Check('case_calls_minutes', 'minutes is null or minutes between 0 and 1440')
export class CaseCallEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'case_calls_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_calls_case_fkey' })
  caseId!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'case_calls_actor_fkey' })
  actorId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('text') direction!: 'outgoing' | 'incoming' | 'meeting';
  /** Whether the customer was spoken to; only then it is an answer. */
  @Column('boolean') reached!: boolean;
  @Column('int', { nullable: true }) minutes!: number | null;
  @Column('text') summary!: string;
}

/** One of the ways out that were offered to the customer. */
@Entity('case_options')
@Index('case_options_case', ['caseId', 'id'])
@Index('case_options_one_chosen', ['caseId'], { unique: true, where: 'chosen_at is not null' })
export class CaseOptionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'case_options_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'case_options_case_fkey' })
  caseId!: string;
  @Column('text') text!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'case_options_offered_by_fkey' })
  offeredBy!: string | null;
  @Column('timestamptz') offeredAt!: Date;
  @Column('timestamptz', { nullable: true }) chosenAt!: Date | null;
}

/** What the customer was given: a gift, or a bonus on the next purchase. */
@Entity('compensations')
@Index('compensations_case', ['caseId', 'id'])
@Index('compensations_unused', ['expiresOn'], { where: 'used_at is null and expires_on is not null' })
@Check('compensations_kind', `kind in ('gift', 'bonus')`)
@Check('compensations_value', '(value is null) = (currency is null) and (value is null or value > 0)')
export class CompensationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'compensations_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => CaseEntity, { onDelete: 'CASCADE', name: 'compensations_case_fkey' })
  caseId!: string;
  @Column('text') kind!: 'gift' | 'bonus';
  /** Decimal string, in `currency`. */
  @Column('numeric', { precision: 12, scale: 2, nullable: true }) value!: string | null;
  /** ISO 4217. */
  @Column('text', { nullable: true }) currency!: string | null;
  @Column('text') description!: string;
  /** The last day on which it can be used, `YYYY-MM-DD`. */
  @Column('date', { nullable: true }) expiresOn!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'compensations_given_by_fkey' })
  givenBy!: string | null;
  @Column('timestamptz') givenAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}
