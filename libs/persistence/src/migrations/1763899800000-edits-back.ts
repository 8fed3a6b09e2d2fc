import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words that were edited away may come back: a message may have the same mark of its words in two of its revisions. */
export class EditsBack1763899800000 implements MigrationInterface {
  readonly name = 'EditsBack1763899800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table messages drop constraint messages_external,
         add constraint messages_external unique (source_id, external_id, revision_number)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    // The earlier form has no room for words that came back; their first revision is told from the later one by its number.
    await runner.query(
      `update messages m set revision = revision || ' ' || revision_number
       where exists (select from messages e where e.source_id = m.source_id and e.external_id = m.external_id
         and e.revision = m.revision and e.revision_number < m.revision_number)`,
    );
    await runner.query(
      `alter table messages drop constraint messages_external,
         add constraint messages_external unique (source_id, external_id, revision)`,
    );
  }
}
