import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `alter table customers add column erased_at timestamptz`,
  `alter table messages add column erased_at timestamptz`,
  // Ids of channels often hold names and addresses: what must not come back is known by a hash that needs the salt.
  `create table erasure_salt (
      id int not null,
      salt bytea not null,
      constraint erasure_salt_one check (id = 1),
      constraint erasure_salt_pkey primary key (id)
    )`,
  `insert into erasure_salt (id, salt)
     values (1, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))`,
  `create table erased_items (
      source_id bigint not null,
      item_hash bytea not null,
      constraint erased_items_pkey primary key (source_id, item_hash)
    )`,
  `alter table erased_items add constraint erased_items_source_fkey
     foreign key (source_id) references sources(id) on delete cascade`,
];

const UNDONE = [
  `drop table erased_items`,
  `drop table erasure_salt`,
  `alter table messages drop column erased_at`,
  `alter table customers drop column erased_at`,
];

/** Customers are erased, and what was read of them does not come back. */
export class CustomerPrivacy1763893000000 implements MigrationInterface {
  readonly name = 'CustomerPrivacy1763893000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
