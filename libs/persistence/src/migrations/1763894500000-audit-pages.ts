import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log is read by person, by deed and by what was acted on, the newest first. */
const INDEXES = {
  audit_events_actor: '(actor_id, id)',
  audit_events_action: '(action, id)',
  audit_events_subject: '(subject_kind, subject_id, id)',
};

export class AuditPages1763894500000 implements MigrationInterface {
  readonly name = 'AuditPages1763894500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(INDEXES))
      await runner.query(`create index ${name} on audit_events ${columns}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await runner.query(`drop index ${name}`);
  }
}
