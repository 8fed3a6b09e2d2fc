import type { DataSource } from 'typeorm';

export interface FirstStepsRow {
  /** Put aside by the person. */
  readonly done: boolean;
  readonly password: boolean;
  readonly source: boolean;
  readonly standards: boolean;
  readonly colleague: boolean;
  readonly sample: { readonly id: string; readonly name: string; readonly version: number } | null;
}

/** What a new house has done of what every house does first. Each step is read off what it left behind. */
export class FirstStepsQueries {
  constructor(private readonly dataSource: DataSource) {}

  async of(userId: string): Promise<FirstStepsRow> {
    const [row] = await this.dataSource.query<FirstStepsRow[]>(
      `select first_steps_done_at is not null as done,
         exists (select from audit_events where subject_kind = 'user' and subject_id = $1::text
           and action = 'user.password_changed') as password,
         exists (select from sources where not sample and removed_at is null) as source,
         exists (select from policies where created_by is not null) as standards,
         exists (select from users where id <> $1::bigint and disabled_at is null) as colleague,
         (select json_build_object('id', id::text, 'name', name, 'version', version) from sources
           where sample and removed_at is null order by id limit 1) as sample
       from users where id = $1::bigint`,
      [userId],
    );
    if (row === undefined) throw new Error(`user ${userId} is signed in and not stored`);
    return row;
  }

  /** They are shown no more to this person. */
  async finish(userId: string, at: Date): Promise<void> {
    await this.dataSource.query('update users set first_steps_done_at = $2 where id = $1', [userId, at]);
  }
}
