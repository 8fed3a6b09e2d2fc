import { IdempotencyStore, type CommandClaim, type NamedCommand } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

/** A few at each command keep up with any number of commands, and no command pays for many. */
const FORGOTTEN_AT_ONCE = 100;

export class PostgresIdempotencyStore extends IdempotencyStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async claim(command: NamedCommand, forgetBefore: Date, lostBefore: Date): Promise<CommandClaim> {
    return inTransaction(this.dataSource, async (sql) => {
      await forget(sql, forgetBefore);
      const { userId, key, requestHash, at } = command;
      const begun = await sql.query(
        `insert into idempotency_keys as k (user_id, key, request_hash, created_at) values ($1, $2, $3, $4)
         on conflict (user_id, key) do update
           set request_hash = excluded.request_hash, status = null, body = null, created_at = excluded.created_at
           where k.created_at < $5
             or (k.status is null and k.created_at < $6 and k.request_hash = excluded.request_hash)
         returning key`,
        [userId, key, Buffer.from(requestHash), at, forgetBefore, lostBefore],
      );
      return begun.length > 0 ? { kind: 'begun' } : known(sql, command);
    });
  }

  /** The answer is kept as a JSON string, which stays what it was to the last byte; JSON itself would be reordered. */
  async finish({ userId, key, at }: NamedCommand, status: number, body: string | null): Promise<void> {
    await inTransaction(this.dataSource, (sql) =>
      sql.query(
        `update idempotency_keys set status = $4, body = $5::jsonb
         where user_id = $1 and key = $2 and created_at = $3 and status is null`,
        [userId, key, at, status, body === null ? null : JSON.stringify(body)],
      ),
    );
  }

  async release({ userId, key, at }: NamedCommand): Promise<void> {
    await inTransaction(this.dataSource, (sql) =>
      sql.query('delete from idempotency_keys where user_id = $1 and key = $2 and created_at = $3 and status is null', [
        userId,
        key,
        at,
      ]),
    );
  }
}

async function known(sql: Sql, { userId, key, requestHash }: NamedCommand): Promise<CommandClaim> {
  const [row] = await sql.query(
    'select request_hash, status, body from idempotency_keys where user_id = $1 and key = $2',
    [userId, key],
  );
  // Released between the two statements: whoever asks again begins.
  if (row === undefined) return { kind: 'running' };
  if (!Buffer.from(requestHash).equals(row.request_hash as Buffer)) return { kind: 'other' };
  if (row.status === null) return { kind: 'running' };
  return { kind: 'done', status: row.status as number, body: row.body as string | null };
}

/** What another one forgets at the same moment is left to it. */
async function forget(sql: Sql, before: Date): Promise<void> {
  await sql.query(
    `delete from idempotency_keys where (user_id, key) in (
       select user_id, key from idempotency_keys where created_at < $1 order by created_at
       limit ${FORGOTTEN_AT_ONCE} for update skip locked)`,
    [before],
  );
}
