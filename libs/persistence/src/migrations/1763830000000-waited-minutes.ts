import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waiting for the customer has won a deadline is kept, so that counting it anew does not have to guess it. */
export class WaitedMinutes1763830000000 implements MigrationInterface {
  readonly name = 'WaitedMinutes1763830000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tasks add column waited_minutes double precision not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tasks drop column waited_minutes');
  }
}
