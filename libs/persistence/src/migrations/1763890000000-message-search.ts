import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody wrote is found by their address; words are found by the trigrams of the board. */
export class MessageSearch1763890000000 implements MigrationInterface {
  readonly name = 'MessageSearch1763890000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index messages_author_address on messages (author_address, sent_at) where author_address is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index messages_author_address');
  }
}
