import type { BoardSearch } from '@earshot/domain';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { UserEntity } from './people.entities.js';

/** A list of the board with its filters, kept by a person and perhaps shown to all. */
@Entity('saved_views')
@Unique('saved_views_name', ['ownerId', 'name'])
@Index('saved_views_shared', ['name', 'id'], { where: 'shared' })
export class SavedViewEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'saved_views_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'saved_views_owner_fkey' })
  ownerId!: string;
  @Column('text') name!: string;
  /** The board's address in parts; parts that a later version does not know are left out when it is read. */
  @Column('jsonb') search!: BoardSearch;
  @Column('boolean', { default: false }) shared!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
