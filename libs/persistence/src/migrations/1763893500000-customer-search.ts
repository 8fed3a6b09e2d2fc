import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers are found by a part of an address or handle as they are by a part of their name, and by how often they complained. */
export class CustomerSearch1763893500000 implements MigrationInterface {
  readonly name = 'CustomerSearch1763893500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index customer_identities_words on customer_identities using gin (value gin_trgm_ops)');
    // Who complained how often is counted in the index alone.
    await runner.query(
      `create index cases_complaints on cases (customer_id)
         where customer_id is not null and merged_into is null and state <> 'not_a_complaint'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index cases_complaints');
    await runner.query('drop index customer_identities_words');
  }
}
