import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What another model says of messages: see the entity. Empty, and never read, where none is configured. */
export class SecondOpinions1763800000000 implements MigrationInterface {
  readonly name = 'SecondOpinions1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table second_opinions (
      id bigint generated always as identity not null,
      message_id bigint not null,
      model text not null,
      verdict text not null,
      score real,
      label text,
      judged_at timestamptz not null default now(),
      constraint second_opinions_verdict check (verdict in ('dissatisfied', 'not_dissatisfied', 'uncertain')),
      constraint second_opinions_score check (score between 0 and 1 and (score is null) = (label is null)),
      constraint second_opinions_pkey primary key (id),
      constraint second_opinions_message_fkey foreign key (message_id) references messages(id) on delete cascade
    )`);
    await runner.query('create unique index second_opinions_message on second_opinions (message_id, model)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table second_opinions');
  }
}
