import type { MigrationInterface, QueryRunner } from 'typeorm';

const TARGETS = 'cardinality(channel_ids) + cardinality(roles) + cardinality(user_ids)';

const DONE = [
  `alter table notification_deliveries add column replayed_at timestamptz`,
  // Channels write in the languages that there are; what was taken beside them was English.
  `update notification_channels set language = case when lower(split_part(language, '-', 1)) in ('en', 'fi', 'id', 'lv', 'ru', 'sl')
     then lower(split_part(language, '-', 1)) else 'en' end`,
  // What was left behind by a channel that was removed told nobody and could not be saved.
  `delete from notification_rules where ${TARGETS} = 0`,
  `alter table notification_rules add constraint notification_rules_told check (${TARGETS} > 0)`,
  // Cut so that a name stays within the 100 characters that it may have.
  `update notification_rules r set name = left(r.name, 75) || ' (' || r.id || ')'
     where exists (select from notification_rules o where o.name = r.name and o.id < r.id)`,
  `alter table notification_rules add constraint notification_rules_name unique (name)`,
];

const UNDONE = [
  `alter table notification_rules drop constraint notification_rules_name`,
  `alter table notification_rules drop constraint notification_rules_told`,
  `alter table notification_deliveries drop column replayed_at`,
];

/** Every rule tells somebody and has a name of its own; what is sent again keeps the time at which it was made. */
export class RulesAndReplays1763899200000 implements MigrationInterface {
  readonly name = 'RulesAndReplays1763899200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
