import { InvalidInput, NotFound, type Channel } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { EXCERPT_LENGTH } from './excerpt.js';

/** Something that happened between a customer and the house. */
export interface CustomerHappening {
  /** `case`: one was opened; `answer`: the house wrote; `call`: somebody spoke with them. */
  readonly kind: 'message' | 'answer' | 'call' | 'case';
  readonly id: string;
  readonly at: Date;
  readonly caseId: string | null;
  readonly channel: Channel | null;
  readonly subject: string | null;
  /** The beginning of it; `longer` when there is more. */
  readonly text: string;
  readonly longer: boolean;
  readonly by: { readonly id: string; readonly name: string } | null;
}

export interface HistoryFilter {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Everything that was said and done with one customer, on all channels, the newest first. */
export class CustomerHistoryQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound; InvalidInput for a cursor that is none */
  async page(
    customerId: string,
    { after, limit }: HistoryFilter,
  ): Promise<{ items: CustomerHappening[]; next: string | null }> {
    const [known] = await this.dataSource.query<object[]>('select from customers where id = $1', [customerId]);
    if (known === undefined) throw new NotFound('Customer', customerId);
    const [at, place, id] = after === undefined ? ['infinity', 9, '0'] : placeOf(after);
    const rows = await this.dataSource.query<(CustomerHappening & { cursor: string })[]>(PAGE, [
      customerId,
      at,
      place,
      id,
      limit + 1,
    ]);
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null;
    return { items: shown.map(({ cursor: _, ...row }) => row), next };
  }
}

/** `at` with microseconds, the place of its kind among happenings of the same moment, and its id. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(\d)~(\d{1,18})$/;

function placeOf(after: string): [string, number, string] {
  const [, at, place, id] = CURSOR.exec(after) ?? [];
  if (at === undefined || Number.isNaN(Date.parse(at)) || place === undefined || id === undefined)
    throw new InvalidInput('The request has a fault', [
      { path: 'after', message: `must be the 'next' of an earlier page of this history` },
    ]);
  return [at, Number(place), id];
}

const cut = (text: string): string =>
  `left(${text}, ${EXCERPT_LENGTH}) as text, length(${text}) > ${EXCERPT_LENGTH} as longer`;

const NOBODY = 'null::bigint as user_id';

/** What came of a case is newer than the message that opened it, even within the same instant. */
const HAPPENINGS = `
  select 'message' as kind, 1 as place, m.id, m.sent_at as at, m.case_id, m.channel, m.subject, ${cut('m.text')}, ${NOBODY}
    from messages m where m.customer_id = $1 and m.superseded_at is null
  union all
  select 'case', 2, c.id, c.opened_at, c.id, c.channel, c.subject, '', false, ${NOBODY}
    from cases c where c.customer_id = $1 and c.merged_into is null
  union all
  select 'answer', 3, r.id, r.sent_at, r.case_id, c.channel, r.subject, ${cut('r.text')}, ${NOBODY}
    from seen_replies r join cases c on c.id = r.case_id where c.customer_id = $1
  union all
  select 'call', 4, k.id, k.at, k.case_id, null, null, ${cut('k.summary')}, k.actor_id
    from case_calls k join cases c on c.id = k.case_id where c.customer_id = $1`;

const PAGE = `
  select h.kind, h.id, h.at, h.case_id as "caseId", h.channel, h.subject, h.text, h.longer,
    case when u.id is not null then json_build_object('id', u.id::text, 'name', u.name) end as by,
    to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || h.place || '~' || h.id as cursor
  from (${HAPPENINGS}) h left join users u on u.id = h.user_id
  where (h.at, h.place, h.id) < ($2::timestamptz, $3::int, $4::bigint)
  order by h.at desc, h.place desc, h.id desc limit $5`;
