import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `create table notification_channels (
      id bigint generated always as identity not null,
      kind text not null,
      name text not null,
      host text not null,
      sealed bytea not null,
      language text not null,
      zone text not null,
      shows_customers boolean not null default false,
      every_minutes integer not null default 0,
      disabled_at timestamptz,
      disabled_reason text,
      old_key_until timestamptz,
      next_send_at timestamptz not null default now(),
      created_at timestamptz not null,
      constraint notification_channels_name unique (name),
      constraint notification_channels_kind check (kind in ('slack', 'teams', 'mattermost', 'discord', 'webhook')),
      constraint notification_channels_pkey primary key (id)
    )`,
  `create table notification_rules (
      id bigint generated always as identity not null,
      name text not null,
      enabled boolean not null default true,
      events text array not null default '{}',
      min_severity text not null default 'none',
      source_ids bigint array not null default '{}',
      channel_ids bigint array not null default '{}',
      roles text array not null default '{}',
      user_ids bigint array not null default '{}',
      constraint notification_rules_pkey primary key (id)
    )`,
  `create table notification_matters (
      id bigint generated always as identity not null,
      event text not null,
      severity text not null,
      case_id bigint,
      source_id bigint,
      detail jsonb not null default '{}',
      at timestamptz not null,
      constraint notification_matters_pkey primary key (id)
    )`,
  `create index notification_matters_at on notification_matters (at)`,
  `create index notification_matters_case on notification_matters (case_id)`,
  `alter table notification_matters add constraint notification_matters_case_fkey foreign key (case_id) references cases(id) on delete cascade`,
  `create table notification_deliveries (
      id bigint generated always as identity not null,
      channel_id bigint not null,
      uid uuid not null,
      state text not null default 'waiting',
      test boolean not null default false,
      attempts integer not null default 0,
      error text,
      created_at timestamptz not null,
      next_try_at timestamptz,
      settled_at timestamptz,
      constraint notification_deliveries_state check (state in ('waiting', 'sent', 'failed') and (state = 'waiting') = (next_try_at is not null)),
      constraint notification_deliveries_pkey primary key (id)
    )`,
  `create index notification_deliveries_channel on notification_deliveries (channel_id, id)`,
  `create index notification_deliveries_due on notification_deliveries (next_try_at) where state = 'waiting'`,
  `alter table notification_deliveries add constraint notification_deliveries_channel_fkey foreign key (channel_id) references notification_channels(id) on delete cascade`,
  `create table notification_delivery_matters (
      channel_id bigint not null,
      matter_id bigint not null,
      delivery_id bigint not null,
      constraint notification_delivery_matters_pkey primary key (channel_id, matter_id)
    )`,
  `create index notification_delivery_matters_delivery on notification_delivery_matters (delivery_id)`,
  `create index notification_delivery_matters_matter on notification_delivery_matters (matter_id)`,
  `alter table notification_delivery_matters add constraint notification_delivery_matters_matter_fkey foreign key (matter_id) references notification_matters(id) on delete cascade`,
  `alter table notification_delivery_matters add constraint notification_delivery_matters_delivery_fkey foreign key (delivery_id) references notification_deliveries(id) on delete cascade`,
  `alter table notifications add column matter_id bigint`,
  `alter table notifications add constraint notifications_matter_fkey foreign key (matter_id) references notification_matters(id) on delete set null`,
  `create unique index notifications_matter on notifications (matter_id, user_id) where matter_id is not null`,
];

const UNDONE = [
  `alter table notifications drop column matter_id`,
  `drop table notification_delivery_matters`,
  `drop table notification_deliveries`,
  `drop table notification_matters`,
  `drop table notification_rules`,
  `drop table notification_channels`,
];

/** What happens is kept once, and rules lead it to people and to the channels of the house, each once. */
export class NotificationChannels1763895000000 implements MigrationInterface {
  readonly name = 'NotificationChannels1763895000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
