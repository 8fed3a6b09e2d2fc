import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `create table notification_preferences (
      user_id bigint not null,
      mail boolean not null default true,
      mail_from text not null default 'none',
      not_mailed text array not null default '{}',
      quiet_from text,
      quiet_to text,
      critical_breaks_through boolean not null default true,
      muted_until timestamptz,
      constraint notification_preferences_quiet check ((quiet_from is null) = (quiet_to is null) and (quiet_from is null or quiet_from <> quiet_to)),
      constraint notification_preferences_pkey primary key (user_id)
    )`,
  `alter table notification_preferences add constraint notification_preferences_user_fkey foreign key (user_id) references users(id) on delete cascade`,
  `alter table notifications add column mail_after timestamptz`,
  `create index notifications_held on notifications (mail_after) where mail_after is not null`,
];

const UNDONE = [`alter table notifications drop column mail_after`, `drop table notification_preferences`];

/** People choose how they are told; what comes in their quiet hours is held until these end. */
export class NotificationPreferences1763895500000 implements MigrationInterface {
  readonly name = 'NotificationPreferences1763895500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
