import { SourceConsentStore, type PendingConsent, type SourceDeedRecord } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import { lockSeen, recordDeed } from './source-lock.js';

export class PostgresSourceConsentStore extends SourceConsentStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async open(consent: PendingConsent & { stateHash: Uint8Array; expiresAt: Date }, at: Date): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await sql.query('delete from source_consents where expires_at <= $1', [at]);
      await sql.query(
        `insert into source_consents (state_hash, source_id, user_id, verifier, redirect_uri, expires_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [
          Buffer.from(consent.stateHash),
          consent.sourceId,
          consent.userId,
          Buffer.from(consent.verifier),
          consent.redirectUri,
          consent.expiresAt,
        ],
      );
      await recordDeed(sql, 'source.consent_asked', consent.sourceId, {}, { actorId: consent.userId, at });
    });
  }

  async take(stateHash: Uint8Array, at: Date): Promise<PendingConsent | null> {
    return inTransaction(this.dataSource, async (sql) => {
      const [taken] = await sql.query(
        `delete from source_consents where state_hash = $1
         returning source_id as "sourceId", user_id as "userId", verifier, redirect_uri as "redirectUri",
           expires_at > $2 as "isAlive"`,
        [Buffer.from(stateHash), at],
      );
      return taken?.isAlive === true ? (taken as unknown as PendingConsent) : null;
    });
  }

  async connected(sourceId: string, secrets: Uint8Array, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lockSeen(sql, sourceId, null);
      await sql.query(
        `update sources set version = version + 1, secrets = $2, next_poll_at = $3, consecutive_failures = 0,
           state = 'healthy', state_reason = null, state_advice = null,
           state_since = case when state = 'healthy' then state_since else $3 end,
           lease_holder = null, leased_until = null where id = $1`,
        [sourceId, Buffer.from(secrets), deed.at],
      );
      await recordDeed(sql, 'source.connected', sourceId, {}, deed);
    });
  }
}
