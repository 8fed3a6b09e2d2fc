import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `alter table users add column version integer not null default 1`,
  `alter table users add column first_steps_done_at timestamptz`,
  `create table api_tokens (
      id bigint generated always as identity not null,
      user_id bigint not null,
      name text not null,
      shown text not null,
      token_hash bytea not null,
      scopes text array not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      last_used_on date,
      revoked_at timestamptz,
      constraint api_tokens_hash unique (token_hash),
      constraint api_tokens_pkey primary key (id)
    )`,
  `create index api_tokens_user on api_tokens (user_id)`,
  `alter table api_tokens add constraint api_tokens_user_fkey foreign key (user_id) references users(id) on delete cascade`,
  `create table calendar_feeds (
      user_id bigint not null,
      token_hash bytea not null,
      created_at timestamptz not null default now(),
      constraint calendar_feeds_hash unique (token_hash),
      constraint calendar_feeds_pkey primary key (user_id)
    )`,
  `alter table calendar_feeds add constraint calendar_feeds_user_fkey foreign key (user_id) references users(id) on delete cascade`,
];

const UNDONE = [
  `drop table calendar_feeds`,
  `drop table api_tokens`,
  `alter table users drop column first_steps_done_at`,
  `alter table users drop column version`,
];

/** Administrators change people under optimistic concurrency; other programs call the API with tokens of their own. */
export class PeopleAndTokens1763894000000 implements MigrationInterface {
  readonly name = 'PeopleAndTokens1763894000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
