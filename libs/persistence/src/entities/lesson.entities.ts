import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from './people.entities.js';

/** What a systemic cause taught the house; the cases that have it point here. */
@Entity('lessons')
@Index('lessons_cause', ['causeStage', 'id'])
export class LessonEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'lessons_pkey',
  })
  readonly id!: string;

  @Column('text') causeStage!: string;
  @Column('text') title!: string;
  @Column('text') text!: string;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => UserEntity, { onDelete: 'SET NULL', name: 'lessons_created_by_fkey' })
  createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  /** When the cause was removed. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
