import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A day is counted anew by taking away what stood there: without its own index each would read all days of the zone. */
export class InsightDaysByDay1763892500000 implements MigrationInterface {
  readonly name = 'InsightDaysByDay1763892500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index insight_days_day on insight_days (zone, day)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index insight_days_day');
  }
}
