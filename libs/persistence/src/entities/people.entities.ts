import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role, TokenScope, User } from '@earshot/domain';

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
  /** Counts up with every change that an administrator makes. */
  @Column('int', { default: 1 }) version!: number;
  /** When an administrator put the first steps aside. */
  @Column('timestamptz', { nullable: true }) firstStepsDoneAt!: Date | null;
}

/** A key to the public API. Only its SHA-256 is kept; `shown` is its beginning, by which people tell their tokens apart. */
@Entity('api_tokens')
@Unique('api_tokens_hash', ['tokenHash'])
@Index('api_tokens_user', ['userId'])
export class ApiTokenEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'api_tokens_pkey',
  })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'api_tokens_user_fkey' })
  userId!: string;
  @Column('text') name!: string;
  @Column('text') shown!: string;
  @Column('bytea') tokenHash!: Buffer;
  @Column('text', { array: true }) scopes!: TokenScope[];
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  /** To the day, UTC: enough to find those that nobody needs, without a write for each request. */
  @Column('date', { nullable: true }) lastUsedOn!: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
}

/** The secret address of a person's deadlines as a calendar; at most one a person, and its SHA-256 only. */
@Entity('calendar_feeds')
@Unique('calendar_feeds_hash', ['tokenHash'])
export class CalendarFeedEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'calendar_feeds_pkey' })
  @ForeignKey(() => UserEntity, { onDelete: 'CASCADE', name: 'calendar_feeds_user_fkey' })
  userId!: string;
  @Column('bytea') tokenHash!: Buffer;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
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
@Index('audit_events_actor', ['actorId', 'id'])
@Index('audit_events_action', ['action', 'id'])
@Index('audit_events_subject', ['subjectKind', 'subjectId', 'id'])
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
