import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Signals are written once and read as a whole, never searched: keeping their text costs a third of taking it apart, which
 * was the largest part of storing a message. Rewrites the table once.
 */
export class SignalsAsJson1763851000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table assessments alter column signals type json using signals::json');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table assessments alter column signals type jsonb using signals::jsonb');
  }
}
