import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `alter table digest_subscriptions add column edition text not null default 'daily'`,
  `alter table digest_subscriptions add column days integer array not null default '{1,2,3,4,5,6,7}'`,
  `alter table digest_subscriptions add column working_days_only boolean not null default true`,
  `alter table digest_subscriptions add column calendar text`,
  `alter table digest_subscriptions add column zone text`,
  `alter table digest_subscriptions add column language text`,
  `alter table digest_subscriptions add column format text not null default 'html'`,
  `alter table digest_subscriptions add column source_ids bigint array not null default '{}'`,
  `alter table digest_subscriptions add column languages text array not null default '{}'`,
  `alter table digest_subscriptions add column owner_ids bigint array not null default '{}'`,
  `alter table digest_subscriptions add column paused_at timestamptz`,
  `alter table digest_subscriptions add column pause_reason text`,
  `alter table digest_subscriptions add constraint digest_subscriptions_edition check (edition in ('daily', 'weekly', 'monthly'))`,
  `alter table digest_subscriptions add constraint digest_subscriptions_days check (array_length(days, 1) between 1 and 7 and days <@ '{1,2,3,4,5,6,7}')`,
  `alter table digest_subscriptions add constraint digest_subscriptions_format check (format in ('html', 'text'))`,
  `alter table digest_subscriptions drop constraint digest_subscriptions_user`,
  `alter table digest_subscriptions add constraint digest_subscriptions_user unique (user_id, edition)`,
  `drop index digest_subscriptions_due`,
  `create index digest_subscriptions_due on digest_subscriptions (next_at) where enabled and paused_at is null`,
  `alter table digests drop constraint digests_state`,
  `alter table digests add constraint digests_state check (state in ('claimed', 'sent', 'failed', 'refused', 'bounced'))`,
  `create table digest_links (
      nonce text not null,
      user_id bigint not null,
      case_id bigint not null,
      action text not null,
      used_at timestamptz not null,
      constraint digest_links_action check (action in ('acknowledge', 'assign-to-me')),
      constraint digest_links_pkey primary key (nonce)
    )`,
  `create index digest_links_used on digest_links (used_at)`,
  `alter table digest_links add constraint digest_links_user_fkey foreign key (user_id) references users(id) on delete cascade`,
  `alter table digest_links add constraint digest_links_case_fkey foreign key (case_id) references cases(id) on delete cascade`,
];

const UNDONE = [
  `drop table digest_links`,
  `update digests set state = 'failed' where state in ('refused', 'bounced')`,
  `alter table digests drop constraint digests_state`,
  `alter table digests add constraint digests_state check (state in ('claimed', 'sent', 'failed'))`,
  `delete from digest_subscriptions where edition <> 'daily'`,
  `drop index digest_subscriptions_due`,
  `alter table digest_subscriptions drop constraint digest_subscriptions_user`,
  `alter table digest_subscriptions drop column edition, drop column days, drop column working_days_only,
     drop column calendar, drop column zone, drop column language, drop column format, drop column source_ids,
     drop column languages, drop column owner_ids, drop column paused_at, drop column pause_reason`,
  `alter table digest_subscriptions add constraint digest_subscriptions_user unique (user_id)`,
  `create index digest_subscriptions_due on digest_subscriptions (next_at) where enabled`,
];

/** A digest is what its reader wants to read, when, in which language; links in it act once. */
export class Digests1763881000000 implements MigrationInterface {
  readonly name = 'Digests1763881000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
