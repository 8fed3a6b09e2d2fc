import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SourceEntity } from './source.entities.js';

/** What the marks of erased items are made with: without it nobody can try out whether an id was erased. One row. */
@Entity('erasure_salt')
@Check('erasure_salt_one', 'id = 1')
export class ErasureSaltEntity {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'erasure_salt_pkey' }) id!: number;
  @Column('bytea', { select: false }) salt!: Buffer;
}

/** Something of an erased customer, by the salted hash of its id: it is not stored again when it is read again. */
@Entity('erased_items')
export class ErasedItemEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'erased_items_pkey' })
  @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE', name: 'erased_items_source_fkey' })
  sourceId!: string;
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'erased_items_pkey' }) itemHash!: Buffer;
}
