import type { DataSource } from 'typeorm';

export interface JudgedVerdictRow {
  readonly language: string;
  readonly probability: number;
  readonly dissatisfied: boolean;
}

/** What people said of messages, beside what the detector had said. */
export class VerdictQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The newest messages with a verdict, each with the verdict that counts and the judgement that stood when the first one
   * was given: what was learned from it afterwards must not praise itself.
   */
  async judged(limit: number): Promise<readonly JudgedVerdictRow[]> {
    return this.dataSource.query<JudgedVerdictRow[]>(
      `with given as (
         select message_id, min(given_at) as first_at, (array_agg(dissatisfied order by id desc))[1] as dissatisfied,
           max(id) as newest
         from verdicts group by message_id order by max(id) desc limit $1)
       select a.language, a.probability, g.dissatisfied
       from given g join lateral (
         select language, probability from assessments a where a.message_id = g.message_id
         order by (a.assessed_at <= g.first_at) desc, case when a.assessed_at <= g.first_at then -a.id else a.id end limit 1) a on true`,
      [limit],
    );
  }
}
