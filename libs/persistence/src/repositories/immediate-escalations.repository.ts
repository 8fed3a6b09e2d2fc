import type { Audience, HandOnMail, ImmediateEscalation, ImmediateEscalations, Severity } from '@earshot/domain';
import { tellEscalations, type Telling } from './escalation-telling.js';
import type { Sql } from './sql.js';

/** Threats, lawyers and people in danger are the manager's at once; the owner and the leads know too. */
const TOLD_AT_ONCE: readonly Audience[] = ['owner', 'lead', 'manager'];

export class ImmediateEscalationsRepository implements ImmediateEscalations {
  constructor(private readonly sql: Sql) {}

  async tellNow(found: readonly ImmediateEscalation[], at: Date, mail: HandOnMail | null): Promise<number> {
    if (found.length === 0) return 0;
    const cuesOf = new Map(found.map(({ messageId, cues }) => [messageId, cues]));
    const rows = await this.sql.query(
      `select m.id, m.case_id, c.owner_id, c.severity,
         array(select e.step from messages earlier join escalations e on e.message_id = earlier.id
               where m.revision_number > 1 and earlier.source_id = m.source_id
                 and earlier.external_id = m.external_id) as told
       from messages m join cases c on c.id = m.case_id
       where m.id = any($1::bigint[]) and c.due_at is not null order by m.id`,
      [[...cuesOf.keys()]],
    );
    const tellings = rows.flatMap((row): Telling[] => {
      const messageId = row.id as string;
      const cues = cuesOf.get(messageId) ?? [];
      const [step] = cues;
      if (step === undefined || (row.told as string[]).includes(step)) return [];
      return [
        {
          caseId: row.case_id as string,
          ownerId: row.owner_id as string | null,
          severity: row.severity as Severity,
          cause: { messageId },
          step,
          to: TOLD_AT_ONCE,
          event: 'at_once',
          detail: { step, cues },
        },
      ];
    });
    return (await tellEscalations(this.sql, tellings, at, mail)).length;
  }
}
