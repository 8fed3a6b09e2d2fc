import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the detector learns, and what it takes to judge stored messages again: see the entities. */
export class Overlays1763751600000 implements MigrationInterface {
  readonly name = 'Overlays1763751600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table overlays (
      id bigint generated always as identity not null,
      source_id bigint,
      base_model text not null,
      state text not null default 'candidate',
      fitted_at timestamptz not null,
      verdicts integer not null,
      last_verdict_id bigint not null,
      figures jsonb not null,
      payload jsonb not null,
      adopted_at timestamptz,
      replaced_id bigint,
      reverted_by bigint,
      constraint overlays_state check (state in ('candidate', 'in_force', 'retired')),
      constraint overlays_pkey primary key (id),
      constraint overlays_source_fkey foreign key (source_id) references sources(id) on delete cascade,
      constraint overlays_reverted_by_fkey foreign key (reverted_by) references users(id) on delete set null
    )`);
    await runner.query('create index overlays_source on overlays (source_id, id)');
    await runner.query(
      `create unique index overlays_in_force_for_all on overlays (state) where state = 'in_force' and source_id is null`,
    );
    await runner.query(
      `create unique index overlays_in_force_for_source on overlays (source_id) where state = 'in_force'`,
    );
    await runner.query(`alter table assessments add column unanswered_before integer not null default 0`);
    // A period is replayed, and counted in digests, without reading what lies before it.
    await runner.query('create index messages_received on messages (received_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index messages_received');
    await runner.query('alter table assessments drop column unanswered_before');
    await runner.query('drop table overlays');
  }
}
