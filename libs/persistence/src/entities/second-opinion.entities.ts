import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AssessmentVerdict, SecondOpinion } from '@earshot/domain';
import { MessageEntity } from './message.entities.js';

/** What another model says of a message. Append-only, one opinion of a model on a message; the newest is shown. */
@Entity('second_opinions')
@Index('second_opinions_message', ['messageId', 'model'], { unique: true })
@Check('second_opinions_verdict', `verdict in ('dissatisfied', 'not_dissatisfied', 'uncertain')`)
@Check('second_opinions_score', 'score between 0 and 1 and (score is null) = (label is null)')
export class SecondOpinionEntity implements SecondOpinion {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'second_opinions_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => MessageEntity, { onDelete: 'CASCADE', name: 'second_opinions_message_fkey' })
  messageId!: string;
  @Column('text') model!: string;
  @Column('text') verdict!: AssessmentVerdict;
  @Column('real', { nullable: true }) score!: number | null;
  @Column('text', { nullable: true }) label!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) judgedAt!: Date;
}
