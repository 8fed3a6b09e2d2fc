import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An episode of unusually many unhappy messages names every series that tells of the same happening. */
export class SpikeSubjects1763899300000 implements MigrationInterface {
  readonly name = 'SpikeSubjects1763899300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table spikes add also jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table spikes drop also');
  }
}
