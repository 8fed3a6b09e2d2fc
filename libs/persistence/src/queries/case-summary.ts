import type { CaseState, Channel, Severity, Topic } from '@earshot/domain';

/** What every list tells of a case. */
export interface CaseSummary {
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly language: string;
  readonly topics: Topic[];
  readonly customer: { readonly id: string | null; readonly name: string };
  readonly source: { readonly id: string; readonly name: string; readonly kind: string; readonly sample: boolean };
  readonly subject: string | null;
  readonly messageCount: number;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly openedAt: Date;
  readonly lastMessageAt: Date;
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
}

/** The columns of a summary but for `dueAt`, which each list reads in its own way; `c` is the case. */
export const SUMMARY_COLUMNS = `
  c.id as "caseId", c.version, c.state, c.severity, c.channel, c.language, c.topics, c.subject,
  json_build_object('id', c.customer_id::text,
    'name', coalesce(cu.name, m.author_name, m.author_address, m.author_handle, '')) as customer,
  json_build_object('id', s.id::text, 'name', s.name, 'kind', s.kind, 'sample', s.sample) as source,
  c.message_count as "messageCount",
  case when o.id is not null then json_build_object('id', o.id::text, 'name', o.name) end as owner,
  c.opened_at as "openedAt", c.last_message_at as "lastMessageAt", c.answered_at as "answeredAt"`;

/** What the columns are read from, beside the case `c` itself; `m` is the message for which it was opened. */
export const SUMMARY_JOINS = `
  join sources s on s.id = c.source_id
  left join customers cu on cu.id = c.customer_id
  left join users o on o.id = c.owner_id
  left join messages m on m.id = c.flagged_message_id`;
