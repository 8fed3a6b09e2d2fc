import {
  BudgetBook,
  type BudgetAccount,
  type BudgetDraw,
  type BudgetKey,
  type BudgetRefusal,
  type ToldRest,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { Sql, type Row } from './sql.js';

/**
 * The rows are locked in one order, judged, and drawn on only if every one of them has enough left: one statement, so that
 * a request costs one round trip.
 */
const DRAW = `
  with asked as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::int[])
      as a(scope, holder, name, allowed, resets_at, amount)),
  held as materialized (
    select b.* from rate_budgets b join asked using (scope, holder, name)
    order by b.scope, b.holder, b.name for update of b),
  judged as (
    select a.scope, a.holder, a.name, a.amount, coalesce(a.allowed, h.allowed) as allowed,
      case when h.resets_at > $7 then h.spent else 0 end as spent,
      case when h.resets_at > $7 then h.resets_at else a.resets_at end as resets_at
    from asked a join held h using (scope, holder, name)
    where a.allowed is not null or h.resets_at > $7),
  refused as (select * from judged where spent + amount > allowed order by resets_at desc limit 1),
  drawn as (
    update rate_budgets b set spent = j.spent + j.amount, allowed = j.allowed, resets_at = j.resets_at
    from judged j
    where (b.scope, b.holder, b.name) = (j.scope, j.holder, j.name) and not exists (select from refused))
  select (select count(*)::int from held h join asked a using (scope, holder, name) where a.allowed is not null) as known,
    (select row_to_json(refused) from refused) as refused`;

/** Begins an account with nothing spent, and notes who draws on it. */
const OPEN = `
  with asked as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[])
      as a(scope, holder, name, allowed, resets_at)),
  opened as (
    insert into rate_budgets (scope, holder, name, allowed, spent, resets_at)
    select scope, holder, name, allowed, 0, resets_at from asked order by 1, 2, 3
    on conflict do nothing)
  select`;

const LINK = `
  insert into source_budgets (source_id, scope, holder, name)
  select $1::bigint, scope, holder, name from unnest($2::text[], $3::text[], $4::text[]) as a(scope, holder, name)
  order by 1, 2, 3, 4 on conflict do nothing`;

const TELL = `
  insert into rate_budgets (scope, holder, name, allowed, spent, resets_at)
  values ($1, $2, $3, $4::int, $4::int - $5::int, $6)
  on conflict (scope, holder, name) do update set
    allowed = excluded.allowed,
    spent = case when rate_budgets.resets_at > excluded.resets_at - interval '2 seconds'
      then greatest(excluded.spent, rate_budgets.spent - rate_budgets.allowed + excluded.allowed)
      else excluded.spent end,
    resets_at = excluded.resets_at`;

export class PostgresBudgetBook extends BudgetBook {
  /** Accounts that this process has opened: they need not be opened at every request. */
  private readonly opened = new Set<string>();

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async draw(sourceId: string | null, draws: readonly BudgetDraw[], now: Date): Promise<BudgetRefusal | null> {
    if (draws.length === 0) return null;
    const limited = draws.flatMap(({ limit, ...key }) => (limit === null ? [] : [{ ...key, ...limit }]));
    if (limited.some((key) => sourceId === null || !this.opened.has(spelt(sourceId, key))))
      await this.open(sourceId, limited);
    for (;;) {
      const [answer] = await this.query(DRAW, [
        ...keys(draws),
        draws.map(({ limit }) => limit?.allowed ?? null),
        draws.map(({ limit }) => limit?.resetsAt ?? null),
        draws.map(({ amount }) => amount),
        now,
      ]);
      if (answer?.refused !== null) {
        const refused = refusal(answer?.refused as Row);
        // Another source may have been told of it: whom it holds back draws on it all the same.
        await this.link(sourceId, refused);
        return refused;
      }
      if (answer.known === limited.length) return null;
      // Forgotten since we opened it.
      await this.open(sourceId, limited);
    }
  }

  async giveBack({ scope, holder, name }: BudgetKey, amount: number, now: Date): Promise<void> {
    await this.query(
      `update rate_budgets set spent = greatest(0, spent - $4)
       where scope = $1 and holder = $2 and name = $3 and resets_at > $5`,
      [scope, holder, name, amount, now],
    );
  }

  async account({ scope, holder, name }: BudgetKey, now: Date): Promise<BudgetAccount | null> {
    const [row] = await this.query(
      `select allowed, spent, resets_at as "resetsAt" from rate_budgets
       where scope = $1 and holder = $2 and name = $3 and resets_at > $4`,
      [scope, holder, name, now],
    );
    return row === undefined ? null : (row as unknown as BudgetAccount);
  }

  async tell(sourceId: string, key: BudgetKey, { allowed, left, resetsAt }: ToldRest): Promise<void> {
    await this.query(TELL, [key.scope, key.holder, key.name, Math.max(allowed ?? left, left), left, resetsAt]);
    await this.link(sourceId, key);
  }

  /** Notes that a source draws on an account that is there. */
  private async link(sourceId: string | null, key: BudgetKey): Promise<void> {
    if (sourceId === null || this.opened.has(spelt(sourceId, key))) return;
    await this.query(LINK, [sourceId, ...keys([key])]);
    this.opened.add(spelt(sourceId, key));
  }

  async forget(before: Date): Promise<number> {
    return (await this.query('delete from rate_budgets where resets_at < $1 returning 1', [before])).length;
  }

  private async open(
    sourceId: string | null,
    limited: readonly (BudgetKey & { allowed: number; resetsAt: Date })[],
  ): Promise<void> {
    const [scopes, holders, names] = keys(limited);
    await this.query(OPEN, [
      scopes,
      holders,
      names,
      limited.map(({ allowed }) => allowed),
      limited.map(({ resetsAt }) => resetsAt),
    ]);
    // Without a source there may be as many accounts as there are strangers: they are not remembered.
    if (sourceId === null) return;
    await this.query(LINK, [sourceId, scopes, holders, names]);
    for (const key of limited) this.opened.add(spelt(sourceId, key));
  }

  private async query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await new Sql(runner).query(sql, parameters);
    } finally {
      await runner.release();
    }
  }
}

function keys(of: readonly BudgetKey[]): [string[], string[], string[]] {
  return [of.map(({ scope }) => scope), of.map(({ holder }) => holder), of.map(({ name }) => name)];
}

function spelt(sourceId: string, { scope, holder, name }: BudgetKey): string {
  return JSON.stringify([sourceId, scope, holder, name]);
}

function refusal(row: Row): BudgetRefusal {
  return {
    scope: row.scope as BudgetRefusal['scope'],
    holder: row.holder as string,
    name: row.name as string,
    allowed: row.allowed as number,
    resetsAt: new Date(row.resets_at as string),
  };
}
