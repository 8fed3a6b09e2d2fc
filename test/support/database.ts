import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Closes every connection that is still open to it, then removes it. Idempotent. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a test file, cloned from the migrated template; `empty: true` gives one without tables.
 * The server is the one that global-setup.cjs started.
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = options.empty === true ? 'template0' : fromEnvironment('EARSHOT_TEST_TEMPLATE');
  await onServer(`create database ${name} template ${template}`);
  return {
    url: `${fromEnvironment('EARSHOT_TEST_SERVER')}/${name}`,
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: `${fromEnvironment('EARSHOT_TEST_SERVER')}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(
      `${name} is not set: run the file with jest --selectProjects integration, whose global setup sets it`,
    );
  return value;
}
