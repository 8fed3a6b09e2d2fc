import { ApiTokenStore, Conflict, NotFound, type ApiToken, type NewApiToken, type User } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { UserEntity } from '../entities/index.js';
import { inTransaction } from './in-transaction.js';

const TOKEN = `
  select t.id, json_build_object('id', u.id::text, 'name', u.name) as owner, t.name, t.shown, t.scopes,
    t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_on::text as "lastUsedOn",
    t.revoked_at as "revokedAt"
  from api_tokens t join users u on u.id = t.user_id`;

export class PostgresApiTokenStore extends ApiTokenStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async add(token: NewApiToken, most: number): Promise<ApiToken> {
    return inTransaction(this.dataSource, async (sql) => {
      // One at a time for each person, so that the count holds.
      await sql.query('select id from users where id = $1 for no key update', [token.userId]);
      const [living] = await sql.query(
        'select count(*)::int as n from api_tokens where user_id = $1 and revoked_at is null and expires_at > $2',
        [token.userId, token.createdAt],
      );
      if ((living?.n as number) >= most)
        throw new Conflict(`There are ${most} tokens that live: revoke one that is not needed any more`);
      const [added] = await sql.query(
        `insert into api_tokens (user_id, name, shown, token_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [
          token.userId,
          token.name,
          token.shown,
          Buffer.from(token.tokenHash),
          token.scopes,
          token.createdAt,
          token.expiresAt,
        ],
      );
      const [row] = await sql.query(`${TOKEN} where t.id = $1`, [added?.id]);
      return row as unknown as ApiToken;
    });
  }

  async list(userId: string | null): Promise<readonly ApiToken[]> {
    const only = userId === null ? '' : 'where t.user_id = $1';
    return this.dataSource.query<ApiToken[]>(`${TOKEN} ${only} order by t.id desc`, userId === null ? [] : [userId]);
  }

  async find(tokenHash: Uint8Array): Promise<{ token: ApiToken; owner: User } | null> {
    const [token] = await this.dataSource.query<ApiToken[]>(`${TOKEN} where t.token_hash = $1`, [
      Buffer.from(tokenHash),
    ]);
    if (token === undefined) return null;
    const owner = await this.dataSource.getRepository(UserEntity).findOneBy({ id: token.owner.id });
    return owner === null ? null : { token, owner };
  }

  async usedOn(id: string, day: string): Promise<void> {
    await this.dataSource.query('update api_tokens set last_used_on = $2 where id = $1', [id, day]);
  }

  async revoke(id: string, ownerId: string | null, at: Date): Promise<boolean> {
    return inTransaction(this.dataSource, async (sql) => {
      const [found] = await sql.query(
        `select revoked_at from api_tokens where id = $1 and ($2::bigint is null or user_id = $2) for update`,
        [id, ownerId],
      );
      if (found === undefined) throw new NotFound('Token', id);
      if (found.revoked_at !== null) return false;
      await sql.query('update api_tokens set revoked_at = $2 where id = $1', [id, at]);
      return true;
    });
  }
}
