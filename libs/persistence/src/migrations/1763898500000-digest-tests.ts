import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `alter table digests add column test boolean not null default false`,
  `alter table digests drop constraint digests_period`,
  `create unique index digests_period on digests (subscription_id, period) where not test`,
  `create unique index digests_test on digests (message_id) where test`,
];

const UNDONE = [
  `delete from digests where test`,
  `drop index digests_test`,
  `drop index digests_period`,
  `alter table digests add constraint digests_period unique (subscription_id, period)`,
  `alter table digests drop column test`,
];

/** What became of a test is kept beside the digests of its day, of which there is one. */
export class DigestTests1763898500000 implements MigrationInterface {
  readonly name = 'DigestTests1763898500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
