import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of answered cases grows for ever: with a million of them a page without this index reads them all. */
export class AnsweredCases1763745600000 implements MigrationInterface {
  readonly name = 'AnsweredCases1763745600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index cases_answered on cases (last_message_at, id)
       where answered_at is not null and due_at is null and state <> 'not_a_complaint'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index cases_answered');
  }
}
