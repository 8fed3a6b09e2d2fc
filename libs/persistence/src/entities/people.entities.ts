import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role, User } from '@earshot/domain';

@Entity('users')
@Unique('users_email', ['email'])
@Check('users_role', `role in ('agent', 'lead', 'manager', 'ops', 'admin')`)
@Check('users_email_lower', `email = lower(email)`)
export class UserEntity implements User {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'users_pkey',
  })
  readonly id!: string;

  @Column('text') email!: string;
  @Column('text') name!: string;
  @Column('text') role!: Role;
  @Column('text', { default: 'en' }) language!: string;
  @Column('text', { default: 'UTC' }) zone!: string;
  /** argon2id, with its parameters and salt. */
  @Column('text', { select: false }) passwordHash!: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
}

/** A signed-in browser. The cookie's token is stored as its SHA-256 only, so that a copy of the table opens no session. */
@Entity('sessions')
@Index('sessions_user', ['userId'])
@Index('sessions_expiry', ['expiresAt'])
export class SessionEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sessions_pkey' }) tokenHash!: Buffer;
  @Column('bigint') @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'sessions_user_fkey' }) userId!: string;
  @Column('text') csrfToken!: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) lastSeenAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}

/** Append-only: who did what. Case events are the history of a case; this is everything else (sign-ins, users, sources). */
@Entity('audit_events')
@Index('audit_events_at', ['at'])
export class AuditEventEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_events_pkey',
  })
  readonly id!: string;

  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
  /** The person who acted; `null` for the system. Kept when the person is removed. */
  @Column('bigint', { nullable: true }) actorId!: string | null;
  @Column('text') action!: string;
  @Column('text') subjectKind!: string;
  @Column('text', { nullable: true }) subjectId!: string | null;
  @Column('jsonb', { default: () => `'{}'` }) detail!: Record<string, unknown>;
}
