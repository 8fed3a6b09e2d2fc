import type { DataSource } from 'typeorm';

/** Whose things they are: of the customer and of everybody who was merged into them. */
export interface ExportedCustomer {
  readonly id: string;
  readonly name: string;
  readonly customerIds: readonly string[];
  readonly caseIds: readonly string[];
  readonly messageIds: readonly string[];
}

/** Rows that are held in memory at once. */
const ROWS_AT_ONCE = 200;

/** One list of the document. `from` names the table `t`, whose ids the list is read along; `$1` are the ids of `of`. */
interface Section {
  readonly name: string;
  readonly of: 'customerIds' | 'caseIds' | 'messageIds';
  readonly where: string;
  readonly from: string;
  readonly shown: string;
}

const SECTIONS: readonly Section[] = [
  {
    name: 'identities',
    of: 'customerIds',
    where: 't.customer_id = any($1::bigint[])',
    from: 'customer_identities t',
    shown: `'namespace', t.namespace, 'value', t.value`,
  },
  {
    name: 'notes',
    of: 'customerIds',
    where: 't.customer_id = any($1::bigint[])',
    from: 'customer_notes t',
    shown: `'at', t.at, 'text', t.text`,
  },
  {
    name: 'cases',
    of: 'caseIds',
    where: 't.id = any($1::bigint[])',
    from: 'cases t',
    shown: `'id', t.id::text, 'state', t.state, 'severity', t.severity, 'channel', t.channel, 'language', t.language,
      'topics', t.topics, 'subject', t.subject, 'openedAt', t.opened_at, 'answeredAt', t.answered_at,
      'solvedAt', t.solved_at, 'causeStage', t.cause_stage, 'causeKind', t.cause_kind,
      'correctiveAction', t.corrective_action`,
  },
  {
    name: 'messages',
    of: 'messageIds',
    where: 't.id = any($1::bigint[])',
    from: 'messages t join sources s on s.id = t.source_id',
    shown: `'id', t.id::text, 'source', s.name, 'externalId', t.external_id, 'revision', t.revision_number,
      'channel', t.channel, 'kind', t.kind, 'caseId', t.case_id::text, 'authorName', t.author_name,
      'authorAddress', t.author_address, 'authorHandle', t.author_handle, 'sentAt', t.sent_at,
      'receivedAt', t.received_at, 'subject', t.subject, 'text', t.text, 'quoted', t.quoted,
      'signature', t.signature, 'rating', t.rating, 'url', t.url, 'attachments', t.attachments`,
  },
  {
    name: 'judgements',
    of: 'messageIds',
    where: 't.message_id = any($1::bigint[])',
    from: 'assessments t',
    shown: `'messageId', t.message_id::text, 'at', t.assessed_at, 'model', t.model, 'language', t.language,
      'verdict', t.verdict, 'probability', t.probability, 'severity', t.severity, 'topics', t.topics,
      'signals', t.signals`,
  },
  {
    name: 'corrections',
    of: 'messageIds',
    where: 't.message_id = any($1::bigint[])',
    from: 'verdicts t',
    shown: `'messageId', t.message_id::text, 'at', t.given_at, 'dissatisfied', t.dissatisfied, 'severity', t.severity`,
  },
  {
    name: 'answers',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'seen_replies t',
    shown: `'caseId', t.case_id::text, 'sentAt', t.sent_at, 'automatic', t.automatic, 'recipients', t.recipients,
      'subject', t.subject, 'text', t.text`,
  },
  {
    name: 'answersWrittenHere',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'outgoing_replies t',
    shown: `'caseId', t.case_id::text, 'createdAt', t.created_at, 'sentAt', t.sent_at, 'state', t.state,
      'to', t.to_address, 'subject', t.subject, 'text', t.text, 'attachments', coalesce((select json_agg(
        json_build_object('name', a.name, 'type', a.type, 'size', a.size) order by a.id)
        from reply_attachments a where a.reply_id = t.id), '[]')`,
  },
  {
    name: 'drafts',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'reply_drafts t',
    shown: `'caseId', t.case_id::text, 'updatedAt', t.updated_at, 'to', t.to_address, 'subject', t.subject, 'text', t.text`,
  },
  {
    name: 'calls',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'case_calls t',
    shown: `'caseId', t.case_id::text, 'at', t.at, 'direction', t.direction, 'reached', t.reached,
      'minutes', t.minutes, 'summary', t.summary`,
  },
  {
    name: 'promises',
    of: 'caseIds',
    where: `t.case_id = any($1::bigint[]) and t.kind = 'promise'`,
    from: 'tasks t',
    shown: `'caseId', t.case_id::text, 'text', t.note, 'madeAt', t.opened_at, 'dueAt', t.due_at, 'state', t.state,
      'closedAt', t.closed_at`,
  },
  {
    name: 'options',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'case_options t',
    shown: `'caseId', t.case_id::text, 'text', t.text, 'offeredAt', t.offered_at, 'chosenAt', t.chosen_at`,
  },
  {
    name: 'compensations',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'compensations t',
    shown: `'caseId', t.case_id::text, 'kind', t.kind, 'value', t.value::text, 'currency', t.currency,
      'description', t.description, 'givenAt', t.given_at, 'expiresOn', t.expires_on, 'usedAt', t.used_at`,
  },
  {
    name: 'events',
    of: 'caseIds',
    where: 't.case_id = any($1::bigint[])',
    from: 'case_events t',
    shown: `'caseId', t.case_id::text, 'at', t.at, 'type', t.type, 'detail', t.detail`,
  },
  {
    name: 'reported',
    of: 'customerIds',
    where: 't.customer_id = any($1::bigint[])',
    from: 'watch_events t',
    shown: `'kind', t.kind, 'externalId', t.external_id, 'happenedAt', t.happened_at, 'detail', t.detail`,
  },
];

const HEAD = `
  select json_build_object('id', id::text, 'name', name, 'group', group_name, 'firstSeenAt', first_seen_at,
    'leftAt', left_at)::text as text from customers where id = $1`;

/** The document of docs/operations.md, a piece at a time; rows that are added meanwhile may or may not be in it. */
export async function* exportedPieces(
  dataSource: DataSource,
  customer: ExportedCustomer,
  at: Date,
): AsyncGenerator<string> {
  const [head] = await dataSource.query<{ text: string }[]>(HEAD, [customer.id]);
  yield `{"format":"earshot-customer","version":1,"exportedAt":${JSON.stringify(at)},"customer":${head?.text ?? 'null'}`;
  for (const section of SECTIONS) {
    yield `,\n${JSON.stringify(section.name)}:[`;
    let between = '\n';
    for await (const row of rowsOf(dataSource, section, customer[section.of])) {
      yield `${between}${row}`;
      between = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

async function* rowsOf(
  dataSource: DataSource,
  { shown, from, where }: Section,
  ids: readonly string[],
): AsyncGenerator<string> {
  for (let last = '0'; ;) {
    const rows = await dataSource.query<{ id: string; text: string }[]>(
      `select t.id, json_build_object(${shown})::text as text from ${from}
       where ${where} and t.id > $2 order by t.id limit ${ROWS_AT_ONCE}`,
      [ids, last],
    );
    for (const { text } of rows) yield text;
    const end = rows.at(-1);
    if (end === undefined || rows.length < ROWS_AT_ONCE) return;
    last = end.id;
  }
}
