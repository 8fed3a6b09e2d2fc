import { openEmbeddedDatabase } from '@earshot/persistence';
import { identityOf } from '@earshot/platform';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An EARSHOT_HOME of its own, with an embedded database in it once a service has started. */
export interface ServiceHome {
  readonly folder: string;
  /** The identity of its PostgreSQL process, or null when none runs. */
  databaseProcess(): string | null;
  /** Stops a PostgreSQL that a killed service left, and removes the folder. */
  remove(): Promise<void>;
}

export function createServiceHome(): ServiceHome {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-home-'));
  // As root, the account of the database server must be able to pass.
  chmodSync(folder, 0o755);
  return {
    folder,
    databaseProcess: () => {
      const file = join(folder, 'postgres/data/postmaster.pid');
      if (!existsSync(file)) return null;
      return identityOf(Number(readFileSync(file, 'utf8').split('\n')[0])) ?? null;
    },
    remove: async () => {
      // Opened and closed as the last user: a server that was left behind is adopted and then stopped properly.
      if (existsSync(join(folder, 'postgres/data/postmaster.pid'))) await (await openEmbeddedDatabase(folder)).close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
