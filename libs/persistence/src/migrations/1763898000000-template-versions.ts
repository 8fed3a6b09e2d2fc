import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  `create table template_versions (
      id bigint generated always as identity not null,
      language text not null,
      document jsonb not null,
      created_by bigint,
      created_at timestamptz not null,
      note text,
      constraint template_versions_pkey primary key (id)
    )`,
  // Which version of each language is in force is asked before every use of a template.
  `create index template_versions_language on template_versions (language, id)`,
  `alter table template_versions add constraint template_versions_created_by_fkey
     foreign key (created_by) references users(id) on delete set null`,
];

/** Reply templates are edited in the dashboard, and every version is kept. */
export class TemplateVersions1763898000000 implements MigrationInterface {
  readonly name = 'TemplateVersions1763898000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table template_versions`);
  }
}
