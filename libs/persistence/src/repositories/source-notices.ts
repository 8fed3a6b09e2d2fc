import { operators, type HandOnMail, type SourceNotice } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import { addNotifications, colleagues, type NewNotification } from './escalation-telling.js';
import type { Sql } from './sql.js';

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
  const members = operators(await colleagues(sql));
  const toldBy = (byMail: boolean): NewNotification[] =>
    tellings
      .filter(({ notice }) => notice.byMail === byMail)
      .flatMap((telling) => members.map((userId) => ({ userId, ...notification(telling) })));
  await addNotifications(sql, toldBy(true), at, mail);
  await addNotifications(sql, toldBy(false), at, null);
  await new ChangesRepository(sql).announce({ topics: ['notifications'] });
}

function notification({
  sourceId,
  name,
  notice,
  reason,
  advice,
  expiresAt,
}: SourceTelling): Omit<NewNotification, 'userId'> {
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
