import type { AssessmentVerdict } from '@earshot/domain';
import type { DataSource } from 'typeorm';

export interface TakenMessageRow {
  readonly messageId: string;
  readonly caseId: string | null;
  readonly verdict: AssessmentVerdict | null;
}

/** What became of a message that was just brought to us. */
export class TakenMessages {
  constructor(private readonly dataSource: DataSource) {}

  async find(sourceId: string, externalId: string): Promise<TakenMessageRow | null> {
    const [row] = await this.dataSource.query<TakenMessageRow[]>(
      `select m.id as "messageId", m.case_id as "caseId",
         (select verdict from assessments where message_id = m.id order by id desc limit 1) as verdict
       from messages m where m.source_id = $1 and m.external_id = $2 order by m.id desc limit 1`,
      [sourceId, externalId],
    );
    return row ?? null;
  }
}
