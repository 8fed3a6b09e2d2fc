import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is brought to us carries the sender's name for it, by which a repetition is recognised. */
export class Deliveries1763822000000 implements MigrationInterface {
  readonly name = 'Deliveries1763822000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table polls add column delivery_id text');
    await runner.query('create index polls_delivery on polls (source_id, delivery_id) where delivery_id is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table polls drop column delivery_id');
  }
}
