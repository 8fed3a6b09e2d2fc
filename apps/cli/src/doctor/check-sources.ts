import type { DataSource } from 'typeorm';
import { attention, failed, ok, type Finding } from './finding.js';

/** A source as the doctor sees it. */
export interface SourceFacts {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly lastSuccessAt: Date | null;
  readonly createdAt: Date;
  readonly pollIntervalSeconds: number;
}

/** Polls may be late after a restart or behind a slow source; a source that was silent for longer is overdue. */
const LATE_INTERVALS = 5;
const LATE_AT_LEAST_MS = 15 * 60_000;

export async function readSourceFacts(dataSource: DataSource): Promise<SourceFacts[]> {
  return dataSource.query<SourceFacts[]>(
    `select id::text, name, state, nullif(concat_ws('. ', state_reason, state_advice), '') as "stateReason", last_success_at as "lastSuccessAt",
       created_at as "createdAt", poll_interval_seconds as "pollIntervalSeconds"
     from sources where removed_at is null order by id`,
  );
}

export function judgeSources(sources: readonly SourceFacts[], now: Date): Finding[] {
  if (sources.length === 0)
    return [
      attention('sources', 'none is configured', 'add one in the dashboard or with: npm run earshot -- sources add'),
    ];
  return sources.map((source) => judgeSource(source, now));
}

function judgeSource(source: SourceFacts, now: Date): Finding {
  const check = `source ${source.id} (${source.name})`;
  const reason = source.stateReason === null ? '' : `: ${source.stateReason}`;
  const look = `look at it with: npm run earshot -- sources check, or in the dashboard`;
  if (source.state === 'failing') return failed(check, `failing${reason}`, look);
  if (source.state === 'paused')
    return attention(check, `paused${reason}`, 'correct it and resume it in the dashboard');
  if (source.state === 'degraded') return attention(check, `degraded${reason}`, look);
  const last = source.lastSuccessAt ?? source.createdAt;
  const silentMs = now.getTime() - last.getTime();
  const allowedMs = Math.max(LATE_AT_LEAST_MS, LATE_INTERVALS * source.pollIntervalSeconds * 1000);
  const read = source.lastSuccessAt === null ? 'never read' : `read ${minutes(silentMs)} ago`;
  return silentMs > allowedMs
    ? attention(
        check,
        `${read}, due every ${minutes(source.pollIntervalSeconds * 1000)}`,
        'is Earshot running? start it with: npm start',
      )
    : ok(check, source.lastSuccessAt === null ? 'not read yet' : `healthy, ${read}`);
}

function minutes(milliseconds: number): string {
  if (milliseconds < 90_000) return `${Math.round(milliseconds / 1000)} s`;
  if (milliseconds < 5_400_000) return `${Math.round(milliseconds / 60_000)} min`;
  return `${Math.round(milliseconds / 3_600_000)} h`;
}
