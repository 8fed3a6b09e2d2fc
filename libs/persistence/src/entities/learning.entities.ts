import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { OverlayFigures, OverlayState, OverlayVersion } from '@earshot/domain';
import { UserEntity } from './people.entities.js';
import { SourceEntity } from './source.entities.js';

/** What the detector learned from verdicts: append-only versions, of which one is in force for all and one for a source. */
@Entity('overlays')
@Index('overlays_source', ['sourceId', 'id'])
@Index('overlays_in_force_for_all', ['state'], { unique: true, where: `state = 'in_force' and source_id is null` })
@Index('overlays_in_force_for_source', ['sourceId'], { unique: true, where: `state = 'in_force'` })
@Check('overlays_state', `state in ('candidate', 'in_force', 'retired')`)
export class OverlayEntity implements OverlayVersion {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'overlays_pkey',
  })
  readonly id!: string;

  @Column('bigint', { nullable: true })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'overlays_source_fkey' })
  sourceId!: string | null;
  @Column('text') baseModel!: string;
  @Column('text', { default: 'candidate' }) state!: OverlayState;
  @Column('timestamptz') fittedAt!: Date;
  @Column('int') verdicts!: number;
  /** No foreign key: a verdict goes with its message when a customer is erased. */
  @Column('bigint') lastVerdictId!: string;
  @Column('jsonb') figures!: OverlayFigures;
  @Column('jsonb', { select: false }) payload!: object;
  @Column('timestamptz', { nullable: true }) adoptedAt!: Date | null;
  /** The version whose place it took. No foreign key: it is of the same table and never deleted before this one. */
  @Column('bigint', { nullable: true }) replacedId!: string | null;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'overlays_reverted_by_fkey' })
  revertedBy!: string | null;
}
