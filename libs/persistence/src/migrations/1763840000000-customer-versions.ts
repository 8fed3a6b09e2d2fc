import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers count their versions as cases do, so that nobody overwrites what somebody else has just written. */
export class CustomerVersions1763840000000 implements MigrationInterface {
  readonly name = 'CustomerVersions1763840000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table customers add column version integer not null default 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table customers drop column version');
  }
}
