import type { DataSource } from 'typeorm';
import { SqlParameters } from './sql-parameters.js';

export interface AuditFilter {
  /** A user's id; `null` for what nobody did who was signed in. */
  readonly actor?: string | null | undefined;
  /** `user.added`, or the beginning of several: `user`. */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string | null } | null;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly detail: Record<string, unknown>;
}

/** Rows that an export holds in memory at a time. */
const EXPORT_BATCH = 1_000;

/** Who did what, the newest first. */
export class AuditQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** `after`: the id of the last entry of the page before. */
  async page(
    filter: AuditFilter,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: AuditRow[]; next: string | null }> {
    const parameters = new SqlParameters();
    const conditions = conditionsOf(filter, after, parameters);
    const rows = await this.dataSource.query<AuditRow[]>(
      `${ENTRY} ${conditions} order by e.id desc limit ${parameters.add(limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Everything that fits, the newest first, a batch at a time. */
  async *rows(filter: AuditFilter): AsyncGenerator<readonly AuditRow[]> {
    for (let after: string | null | undefined = undefined; after !== null;) {
      const page: { items: AuditRow[]; next: string | null } = await this.page(filter, after, EXPORT_BATCH);
      if (page.items.length > 0) yield page.items;
      after = page.next;
    }
  }
}

const ENTRY = `
  select e.id, e.at, e.action, e.detail,
    case when e.actor_id is not null then json_build_object('id', e.actor_id::text, 'name', a.name) end as actor,
    json_build_object('kind', e.subject_kind, 'id', e.subject_id, 'name',
      case e.subject_kind
        when 'user' then (select name from users where id::text = e.subject_id)
        when 'source' then (select name from sources where id::text = e.subject_id)
        when 'token' then (select name from api_tokens where id::text = e.subject_id) end) as subject
  from audit_events e left join users a on a.id = e.actor_id`;

function conditionsOf(filter: AuditFilter, after: string | undefined, parameters: SqlParameters): string {
  const conditions: string[] = [];
  const compare = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} ${parameters.add(value)}`);
  };
  if (filter.actor === null) conditions.push('e.actor_id is null');
  else compare('e.actor_id =', filter.actor);
  if (filter.action !== undefined) {
    const whole = parameters.add(filter.action);
    conditions.push(`(e.action = ${whole} or starts_with(e.action, ${whole} || '.'))`);
  }
  compare('e.subject_kind =', filter.subjectKind);
  compare('e.subject_id =', filter.subjectId);
  compare('e.at >=', filter.from);
  compare('e.at <', filter.to);
  compare('e.id <', after);
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
