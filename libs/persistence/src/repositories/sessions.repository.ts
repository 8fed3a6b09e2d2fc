import { SessionStore, type NewSession, type StoredSession, type User } from '@earshot/domain';
import { In, LessThanOrEqual, Not, type DataSource } from 'typeorm';
import { SessionEntity, UserEntity } from '../entities/index.js';

export class PostgresSessionStore extends SessionStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async open({ tokenHash, ...session }: NewSession): Promise<void> {
    await this.sessions.delete({ expiresAt: LessThanOrEqual(session.createdAt) });
    await this.sessions.insert({ ...session, tokenHash: Buffer.from(tokenHash), lastSeenAt: session.createdAt });
  }

  async find(tokenHashes: readonly Uint8Array[]): Promise<readonly StoredSession[]> {
    const found = await this.sessions.findBy({ tokenHash: In(tokenHashes.map((hash) => Buffer.from(hash))) });
    if (found.length === 0) return [];
    const users = await this.dataSource
      .getRepository(UserEntity)
      .findBy({ id: In([...new Set(found.map((session) => session.userId))]) });
    const userById = new Map<string, User>(users.map((user) => [user.id, user]));
    return found.flatMap((session) => {
      const user = userById.get(session.userId);
      return user === undefined ? [] : [{ ...session, user }];
    });
  }

  async touch(tokenHash: Uint8Array, at: Date): Promise<void> {
    await this.sessions.update({ tokenHash: Buffer.from(tokenHash) }, { lastSeenAt: at });
  }

  async close(tokenHash: Uint8Array): Promise<void> {
    await this.sessions.delete({ tokenHash: Buffer.from(tokenHash) });
  }

  async closeOthers(userId: string, kept: Uint8Array): Promise<void> {
    await this.sessions.delete({ userId, tokenHash: Not(Buffer.from(kept)) });
  }

  private get sessions() {
    return this.dataSource.getRepository(SessionEntity);
  }
}
