import type { TemplateDocument } from '@earshot/domain';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from './people.entities.js';

/** The house's reply templates as edited: append-only versions, the newest of a language is in force. */
@Entity('template_versions')
@Index('template_versions_language', ['language', 'id'])
export class TemplateVersionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'template_versions_pkey',
  })
  readonly id!: string;

  @Column('text') language!: string;
  @Column('jsonb') document!: TemplateDocument;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'template_versions_created_by_fkey' })
  createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('text', { nullable: true }) note!: string | null;
}
