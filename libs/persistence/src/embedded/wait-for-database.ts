import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DatabaseUnavailable } from './database-unavailable.js';

/** What a server says while it starts, stops or has all connections taken (PostgreSQL appendix A), and what networks say. */
const PASSING = new Set([
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
]);

/** What a person can do, by SQLSTATE. */
const REMEDIES: Readonly<Record<string, string>> = {
  '28P01': 'the user or password is wrong',
  '28000': 'the server does not let this user in from here (pg_hba.conf)',
  '3D000': 'create it with: createdb --encoding=UTF8 NAME',
};

/**
 * Resolves when a connection succeeds; tries again for `patienceMs` while the failure may pass.
 * @throws DatabaseUnavailable with the address, never with the password.
 */
export async function waitForDatabase(url: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const failure = await tryConnection(url);
    if (failure === undefined) return;
    const code = failure.code ?? '';
    if (!PASSING.has(code) || Date.now() > deadline) {
      const remedy = REMEDIES[code] ?? 'check DATABASE_URL and whether the server runs';
      throw new DatabaseUnavailable(
        `the database at ${addressOf(url)} cannot be used: ${failure.message || code}; ${remedy}`,
        {
          cause: failure,
        },
      );
    }
    await delay(500);
  }
}

async function tryConnection(url: string): Promise<(Error & { code?: string }) | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    // Node reports several addresses of one name that all refused as one error without a message.
    if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0];
    return error as Error & { code?: string };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Host, port and name; the rest may contain a password. */
function addressOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'database.url';
  }
}
