/**
 * How long a policy is saved that moves 5,000 running deadlines, and how long a person who acts on one of those cases waits
 * meanwhile. A real embedded PostgreSQL (fsync on), the calendar and the standards that are shipped; a closing day is added
 * and every promise is counted anew.
 */
import { parsePolicyDocument } from '@earshot/domain';
import { PolicyBook, PolicyDesk, PolicyFiles } from '@earshot/follow-up';
import { createDataSource, migrate, openEmbeddedDatabase, PostgresPolicyStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { markdownTable } from '../support/bench/table.js';
import { insertRunning } from '../support/running-clocks.js';
import { createServiceHome } from '../support/service-home.js';
import { SetClock } from '../support/sweep-kit.js';

const RUNNING = 5_000;
const WRITTEN = new Date('2026-03-02T08:00:00Z');
const NOW = new Date('2026-03-02T08:30:00Z');
const helsinki = { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00' };
const written = { calendars: [helsinki], standards: [{ name: 'all', firstAnswer: '10 working days' }], escalation: [] };

/** A person's action on a case, as far as locks go: every few milliseconds on another one. Resolves to the longest wait. */
async function longestWait(
  dataSource: DataSource,
  caseIds: readonly string[],
  saved: Promise<unknown>,
): Promise<number> {
  let isSaving = true;
  const ended = saved.finally(() => {
    isSaving = false;
  });
  let longest = 0;
  for (let n = 0; isSaving; n += 37) {
    const began = performance.now();
    await dataSource.transaction((manager) =>
      manager.query('select from cases where id = $1 for update', [caseIds[n % caseIds.length]]),
    );
    longest = Math.max(longest, performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await ended;
  return longest;
}

async function measure(dataSource: DataSource): Promise<void> {
  const files = new PolicyFiles(parsePolicyDocument(written, ''), () => null);
  const caseIds = await insertRunning(dataSource, RUNNING, files, WRITTEN);
  const store = new PostgresPolicyStore(dataSource);
  const clock = new SetClock(NOW);
  const desk = new PolicyDesk(store, new PolicyBook(store, files, clock), clock);
  const rows: (string | number)[][] = [];
  for (const [name, days] of [
    ['just filled, without statistics', ['03-10']],
    ['with statistics', ['03-10', '03-11']],
  ] as const) {
    const closed = days.map((day) => ({ day, name: 'Stocktaking' }));
    const document = { ...written, calendars: [{ ...helsinki, closed }] };
    const { id } = await desk.show();
    const began = performance.now();
    const saving = desk.save(document, { seenVersion: id, retime: 'all', note: null, actorId: null });
    const wait = await longestWait(dataSource, caseIds, saving);
    rows.push([name, await saving, Math.round(performance.now() - began), Math.round(wait)]);
    await dataSource.query('analyze');
  }
  console.log(markdownTable(['tables', 'deadlines moved', 'saved in, ms', 'longest wait of a person, ms'], rows));
}

async function main(): Promise<void> {
  const home = createServiceHome();
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    try {
      await measure(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.close();
    await home.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
