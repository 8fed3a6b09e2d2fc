import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sender that uses a name twice must mean the same thing by it: what came is known by its hash. */
export class DeliveryBodies1763897000000 implements MigrationInterface {
  readonly name = 'DeliveryBodies1763897000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table polls add column delivery_hash bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table polls drop column delivery_hash');
  }
}
