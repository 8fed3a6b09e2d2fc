import { SourceHealthStore, type HandOnMail, type SourceNotice, type SourceRhythm } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import { tellOperators } from './source-notices.js';

/** What has to be done about it is done by a person, but the board does not stand still meanwhile. */
const SILENT: SourceNotice = { event: 'source_silent', severity: 'medium', byMail: true };
const EXPIRING: SourceNotice = { event: 'credentials_expiring', severity: 'medium', byMail: true };

const ADVICE_SILENT =
  'Look whether messages still arrive where the source reads: a forwarding rule, a moved page or a changed form are common causes.';
const ADVICE_EXPIRING = 'Renew them before then, or reconnect the source; without them it will be paused.';

export class PostgresSourceHealthStore extends SourceHealthStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async rhythms(from: Date, quietSince: Date): Promise<readonly SourceRhythm[]> {
    return this.dataSource
      .query<SourceRhythm[]>(
        `select s.id as "sourceId", s.silent_since as "silentSince", h.hours
       from sources s
         cross join lateral (
           select array_agg(json_build_object('hour', extract(epoch from h.hour) * 1000, 'messages', h.messages)
                            order by h.hour) as hours, max(h.hour) as last
           from source_hours h where h.source_id = s.id and h.hour >= $1) h
       where s.removed_at is null and not s.sample and h.last is not null
         and (s.silent_since is not null or (s.state = 'healthy' and h.last < $2))
       order by s.id`,
        [from, quietSince],
      )
      .then((rows) =>
        rows.map((row) => ({
          ...row,
          hours: row.hours.map(({ hour, messages }) => ({ hour: new Date(hour), messages })),
        })),
      );
  }

  async beginSilence(
    { sourceId, since, reason }: { readonly sourceId: string; readonly since: Date; readonly reason: string },
    at: Date,
    mail: HandOnMail | null,
  ): Promise<boolean> {
    return inTransaction(this.dataSource, async (sql) => {
      const [source] = await sql.query(
        `update sources set silent_since = $2, silence_reason = $3
         where id = $1 and silent_since is null and state = 'healthy' returning name`,
        [sourceId, since, reason],
      );
      if (source === undefined) return false;
      const telling = { sourceId, name: source.name as string, notice: SILENT, reason, advice: ADVICE_SILENT };
      await tellOperators(sql, [telling], at, mail);
      return true;
    });
  }

  async endSilence(sourceId: string): Promise<void> {
    await this.dataSource.query('update sources set silent_since = null, silence_reason = null where id = $1', [
      sourceId,
    ]);
  }

  async tellExpiring(before: Date, at: Date, mail: HandOnMail | null): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const sources = await sql.query(
        `update sources set credentials_told_for = credentials_expire_at
         where removed_at is null and credentials_expire_at < $1
           and credentials_told_for is distinct from credentials_expire_at
         returning id, name, credentials_expire_at`,
        [before],
      );
      const tellings = sources.map((source) => ({
        sourceId: source.id as string,
        name: source.name as string,
        notice: EXPIRING,
        reason: null,
        advice: ADVICE_EXPIRING,
        expiresAt: source.credentials_expire_at as Date,
      }));
      await tellOperators(sql, tellings, at, mail);
      return tellings.length;
    });
  }
}
