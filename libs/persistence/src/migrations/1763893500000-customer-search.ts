import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers are found by a part of an address or handle as they are by a part of their name. */
export class CustomerSearch1763893500000 implements MigrationInterface {
  readonly name = 'CustomerSearch1763893500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index customer_identities_words on customer_identities using gin (value gin_trgm_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index customer_identities_words');
  }
}
