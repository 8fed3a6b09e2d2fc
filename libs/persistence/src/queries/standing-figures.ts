import type { DataSource } from 'typeorm';

/** How things stand now, for the gauges of the metrics. */
export interface Standing {
  readonly openTasks: { readonly overdue: number; readonly inTime: number };
  /** By state; states without a source are absent. */
  readonly sources: Readonly<Record<string, number>>;
}

export class StandingFigures {
  constructor(private readonly dataSource: DataSource) {}

  async read(now: Date): Promise<Standing> {
    const [tasks] = await this.dataSource.query<{ overdue: number; in_time: number }[]>(
      `select count(*) filter (where due_at < $1)::int as overdue, count(*) filter (where due_at >= $1)::int as in_time
       from tasks where state = 'open'`,
      [now],
    );
    const sources = await this.dataSource.query<{ state: string; n: number }[]>(
      'select state, count(*)::int as n from sources where removed_at is null group by state',
    );
    return {
      openTasks: { overdue: tasks?.overdue ?? 0, inTime: tasks?.in_time ?? 0 },
      sources: Object.fromEntries(sources.map(({ state, n }) => [state, n])),
    };
  }
}
