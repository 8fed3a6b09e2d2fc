import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

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
