import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A backfill has a position and a beginning of its own; those of the ordinary polls wait until it has ended. */
export class BackfillsAside1763892000000 implements MigrationInterface {
  readonly name = 'BackfillsAside1763892000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table sources add column backfilling boolean not null default false');
    await runner.query('alter table sources add column waiting_cursor jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('update sources set cursor = waiting_cursor where backfilling');
    await runner.query('alter table sources drop column waiting_cursor');
    await runner.query('alter table sources drop column backfilling');
  }
}
