import {
  SecondOpinionStore,
  type MessageForOpinion,
  type OpinionScope,
  type SecondOpinion,
  type TransactionHandle,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { LONGEST_JUDGED } from './judged-input.js';

export class PostgresSecondOpinionStore extends SecondOpinionStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async unjudged(
    { model, ask, receivedFrom }: OpinionScope,
    limit: number,
    transaction?: TransactionHandle,
  ): Promise<readonly MessageForOpinion[]> {
    const sql = `select m.id, m.subject, left(m.text, ${LONGEST_JUDGED}) as text
      from messages m
        join lateral (select verdict from assessments where message_id = m.id order by id desc limit 1) a on true
      where m.received_at >= $1 and m.superseded_at is null and m.erased_at is null and m.kind = 'person' and ($2 = 'all' or a.verdict = $2)
        and not exists (select from second_opinions o where o.message_id = m.id and o.model = $3)
      order by m.received_at desc, m.id desc limit $4`;
    const parameters = [receivedFrom, ask, model, limit];
    const rows: unknown =
      transaction === undefined
        ? await this.dataSource.query(sql, parameters)
        : await transaction.query(sql, parameters);
    return rows as MessageForOpinion[];
  }

  async add(opinions: readonly SecondOpinion[], at: Date, transaction: TransactionHandle): Promise<void> {
    // Row by row: a batch is some ten of them, and each took the model longer than this.
    for (const { messageId, model, verdict, score, label } of opinions)
      await transaction.query(
        `insert into second_opinions (message_id, model, verdict, score, label, judged_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (message_id, model) do nothing`,
        [messageId, model, verdict, score, label, at],
      );
    const cases = await transaction.query(
      'select distinct case_id as id from messages where id = any($1::bigint[]) and case_id is not null',
      [opinions.map(({ messageId }) => messageId)],
    );
    if (cases.length === 0) return;
    await new ChangesRepository(transaction).announce({
      topics: ['cases'],
      caseIds: cases.map(({ id }) => id as string),
    });
  }
}
