import { operators, type HandOnMail, type Matter, type SourceNotice } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import type { Sql } from './sql.js';
import { colleagues, tellMatters, type ToldMatter } from './tell-matters.js';

/** Something that ops people are told about a source. */
export interface SourceTelling {
  readonly sourceId: string;
  readonly name: string;
  readonly notice: SourceNotice;
  readonly reason: string | null;
  readonly advice: string | null;
  readonly expiresAt?: Date;
}

/** Writes one notification for everybody who looks after the sources; by mail only what cannot wait. */
export async function tellOperators(
  sql: Sql,
  tellings: readonly SourceTelling[],
  at: Date,
  mail: HandOnMail | null,
): Promise<void> {
  if (tellings.length === 0) return;
  const userIds = operators(await colleagues(sql));
  const matters = (byMail: boolean): ToldMatter[] =>
    tellings.filter(({ notice }) => notice.byMail === byMail).map((telling) => ({ ...matterOf(telling), userIds }));
  await tellMatters(sql, matters(true), at, mail);
  await tellMatters(sql, matters(false), at, null);
  await new ChangesRepository(sql).announce({ topics: ['notifications'] });
}

function matterOf({ sourceId, name, notice, reason, advice, expiresAt }: SourceTelling): Matter {
  return {
    event: notice.event,
    severity: notice.severity,
    caseId: null,
    escalationId: null,
    detail: {
      source: { id: sourceId, name },
      ...(reason !== null && { reason }),
      ...(advice !== null && { advice }),
      ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
    },
  };
}
