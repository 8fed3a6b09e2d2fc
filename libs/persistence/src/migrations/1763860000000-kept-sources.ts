import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The entities say what each is for. */
const STATEMENTS = [
  `alter table sources add column version integer not null default 1`,
  `alter table sources add column provisioned_by text`,
  `alter table sources add column provisioned_secrets bytea`,
  `alter table sources add column withdrawn_at timestamptz`,
  `alter table sources add column removed_at timestamptz`,
  `alter table sources add column removed_with_messages boolean not null default false`,
  `alter table sources add column backfill_from timestamptz`,
  `alter table sources add column backfill_asked_at timestamptz`,
  `alter table quarantine add column closed_at timestamptz`,
  `alter table quarantine add column closed_by bigint`,
  `alter table quarantine add column closed_reason text`,
  `alter table quarantine add column tried_at timestamptz`,
  `alter table quarantine add column tried_outcome text`,
  `alter table quarantine add constraint quarantine_closed_by_fkey
     foreign key (closed_by) references users(id) on delete set null`,
  `create index quarantine_open_external on quarantine (source_id, external_id)
     where state = 'open' and external_id is not null`,
  `create index sources_removed on sources (id) where removed_with_messages`,
  `create table source_consents (
      state_hash bytea not null,
      source_id bigint not null,
      user_id bigint not null,
      verifier bytea not null,
      redirect_uri text not null,
      expires_at timestamptz not null,
      constraint source_consents_pkey primary key (state_hash),
      constraint source_consents_source_fkey foreign key (source_id) references sources(id) on delete cascade,
      constraint source_consents_user_fkey foreign key (user_id) references users(id) on delete cascade
    )`,
];

/** Sources are added, changed, provisioned and removed by people; quarantine says how each of its items ended. */
export class KeptSources1763860000000 implements MigrationInterface {
  readonly name = 'KeptSources1763860000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table source_consents');
    await runner.query('drop index sources_removed');
    await runner.query('drop index quarantine_open_external');
    await runner.query('alter table quarantine drop constraint quarantine_closed_by_fkey');
    for (const column of ['closed_at', 'closed_by', 'closed_reason', 'tried_at', 'tried_outcome'])
      await runner.query(`alter table quarantine drop column ${column}`);
    for (const column of [
      'version',
      'provisioned_by',
      'provisioned_secrets',
      'withdrawn_at',
      'removed_at',
      'removed_with_messages',
      'backfill_from',
      'backfill_asked_at',
    ])
      await runner.query(`alter table sources drop column ${column}`);
  }
}
