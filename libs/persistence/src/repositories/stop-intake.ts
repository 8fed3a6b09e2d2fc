import type { Sql } from './sql.js';

/**
 * Waits until every page that is being stored is stored, and lets the next ones wait until this transaction ends. Intake
 * finds the case of a message before it locks it, by threads and customers anywhere: whatever moves these must not come in
 * between. Weaker than the lock of intake, so that rows which only refer to a source can still be added. Before any other
 * lock, as intake does it.
 */
export async function stopIntake(sql: Sql): Promise<void> {
  await sql.query('select from sources order by id for no key update');
}
