import {
  NotFound,
  type AssessmentVerdict,
  type Channel,
  type MessageKind,
  type Severity,
  type Signal,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import type { CaseMessageRow } from './case-queries.js';
import { EXCERPT_LENGTH, excerptOf } from './excerpt.js';
import { decodeCursor, encodeCursor } from './keyset-cursor.js';
import { MESSAGE_VIEW } from './message-view.js';
import { hasWord, messagesWithWords, wordsOf } from './messages-with-words.js';
import { SqlParameters } from './sql-parameters.js';

export interface MessageFilter {
  /** Words that must all occur, in the text, the subject, or a part of the author's name, address or handle. */
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly kind?: MessageKind | undefined;
  readonly language?: string | undefined;
  readonly verdict?: AssessmentVerdict | undefined;
  readonly taught?: 'dissatisfied' | 'not_dissatisfied' | undefined;
  readonly case?: 'with' | 'without' | undefined;
  readonly sentAfter?: Date | undefined;
  readonly sentBefore?: Date | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A person's word on a message. `at` is ISO 8601. */
interface Taught {
  readonly dissatisfied: boolean;
  readonly severity: Severity | null;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
}

export interface MessageSummaryRow {
  readonly id: string;
  readonly caseId: string | null;
  readonly customerId: string | null;
  readonly source: { readonly id: string; readonly name: string; readonly kind: string; readonly sample: boolean };
  readonly channel: Channel;
  readonly kind: MessageKind;
  readonly author: string;
  readonly sentAt: Date;
  readonly receivedAt: Date;
  /** When we saw that it had been taken away at its source. */
  readonly removedAt: Date | null;
  readonly subject: string | null;
  readonly excerpt: { readonly text: string; readonly signals: Signal[] };
  readonly longer: boolean;
  readonly rating: number | null;
  readonly assessment: {
    readonly language: string;
    readonly verdict: AssessmentVerdict;
    readonly probability: number;
    readonly severity: Severity;
  } | null;
  readonly taught: Taught | null;
}

export interface MessageDetailRow extends CaseMessageRow {
  readonly caseId: string | null;
  readonly customerId: string | null;
  readonly taught: Taught | null;
}

/** A page of messages; `next` leads on behind it. */
interface MessagePage {
  readonly items: MessageSummaryRow[];
  readonly next: string | null;
}

/** Where a page is looked for: all messages when nothing is said. */
interface Scope {
  /** Words that must all occur. */
  readonly words?: readonly string[];
  /** Only among these messages. */
  readonly ids?: readonly string[];
  /** Only among so many, the newest of those behind the cursor. */
  readonly newest?: number;
}

/** Words that one message in so many has fill a page without being looked up: reading these takes some milliseconds. */
const READ_PER_ROW = 80;

/** Names the order in cursors. */
const ORDER = 'messages';

/** Everything that was read, whether or not it became a case. */
export class MessageQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first by when they were written; an edited message as it reads now. @throws InvalidInput for a strange cursor */
  async page(filter: MessageFilter): Promise<MessagePage> {
    const words = wordsOf(filter.text ?? '');
    if (words.length === 0) return this.read(filter, {});
    const newest = await this.read(filter, { words, newest: READ_PER_ROW * filter.limit });
    if (newest.next !== null) return newest;
    const ids = await messagesWithWords(this.dataSource, words);
    return this.read(filter, ids === null ? { words } : { ids });
  }

  private async read(filter: MessageFilter, scope: Scope): Promise<MessagePage> {
    const parameters = new SqlParameters();
    const place = placeOf(filter, parameters).join(' and ');
    const conditions = [...conditionsOf(filter, parameters), ...scopeOf(scope, parameters)];
    const messages =
      scope.newest === undefined
        ? 'messages m'
        : `(select m.* from messages m where ${place} order by ${NEWEST_FIRST} limit ${parameters.add(scope.newest)}) m`;
    // The page is cut before the details are joined, so that they are fetched for its rows only.
    const rows = await this.dataSource.query<SummaryRow[]>(
      `with page as materialized (
         select m.* from ${messages} ${filter.language === undefined && filter.verdict === undefined ? '' : JUDGEMENT}
         ${filter.taught === undefined ? '' : WORD}
         where ${[place, ...conditions].join(' and ')}
         order by ${NEWEST_FIRST} limit ${parameters.add(filter.limit + 1)})
       ${SUMMARY}`,
      parameters.values,
    );
    const shown = rows.slice(0, filter.limit);
    const last = shown.at(-1);
    const next =
      rows.length > filter.limit && last !== undefined ? encodeCursor(ORDER, { at: last.keyAt, id: last.id }) : null;
    return { items: shown.map(summaryOf), next };
  }

  /** The whole texts of messages, by their ids. */
  async texts(messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.dataSource.query<{ id: string; text: string }[]>(
      'select id, text from messages where id = any($1::bigint[])',
      [messageIds],
    );
    return new Map(rows.map(({ id, text }) => [id, text]));
  }

  /** @throws NotFound */
  async detail(messageId: string): Promise<MessageDetailRow> {
    const [message] = await this.dataSource.query<CaseMessageRow[]>(`${MESSAGE_VIEW} where m.id = $1`, [messageId]);
    const [place] = await this.dataSource.query<Omit<MessageDetailRow, keyof CaseMessageRow>[]>(PLACE, [messageId]);
    if (message === undefined || place === undefined) throw new NotFound('Message', messageId);
    return { ...message, ...place };
  }
}

const NEWEST_FIRST = 'm.sent_at desc, m.id desc';

const JUDGEMENT = `left join lateral (
  select * from assessments where message_id = m.id order by id desc limit 1) a on true`;

/** The newest word of a person. */
const WORD = `left join lateral (
  select * from verdicts where message_id = m.id order by given_at desc, id desc limit 1) v on true`;

const TAUGHT = `case when v.id is not null then json_build_object('dissatisfied', v.dissatisfied, 'severity', v.severity,
    'at', to_char(v.given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'by', case when u.id is not null then json_build_object('id', u.id::text, 'name', u.name) end) end as taught`;

const PLACE = `
  select m.case_id as "caseId", m.customer_id as "customerId", ${TAUGHT}
  from messages m ${WORD} left join users u on u.id = v.user_id
  where m.id = $1`;

const SUMMARY = `
  select to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "keyAt",
    m.id, m.case_id as "caseId", m.customer_id as "customerId", m.channel, m.kind,
    json_build_object('id', s.id::text, 'name', s.name, 'kind', s.kind, 'sample', s.sample) as source,
    coalesce(m.author_name, m.author_handle, m.author_address, '') as author,
    m.sent_at as "sentAt", m.received_at as "receivedAt", m.removed_at as "removedAt", m.subject,
    left(m.text, ${EXCERPT_LENGTH + 1}) as text, m.rating, coalesce(a.signals, '[]') as signals,
    case when a.id is not null then json_build_object('language', a.language, 'verdict', a.verdict,
      'probability', a.probability, 'severity', a.severity) end as assessment,
    ${TAUGHT}
  from page m
    join sources s on s.id = m.source_id
    ${JUDGEMENT}
    ${WORD}
    left join users u on u.id = v.user_id
  order by ${NEWEST_FIRST}`;

const COLUMNS = {
  source: 'm.source_id',
  channel: 'm.channel',
  kind: 'm.kind',
  language: 'a.language',
  verdict: 'a.verdict',
} as const;

/** What is shown at all, and from where on. */
function placeOf({ sentAfter, sentBefore, after }: MessageFilter, parameters: SqlParameters): string[] {
  const conditions = ['m.superseded_at is null', 'm.erased_at is null'];
  if (sentAfter !== undefined) conditions.push(`m.sent_at >= ${parameters.add(sentAfter)}`);
  if (sentBefore !== undefined) conditions.push(`m.sent_at < ${parameters.add(sentBefore)}`);
  if (after !== undefined) {
    const { at, id } = decodeCursor(ORDER, after);
    conditions.push(`(m.sent_at, m.id) < (${parameters.add(at)}::timestamptz, ${parameters.add(id)}::bigint)`);
  }
  return conditions;
}

function scopeOf({ words = [], ids }: Scope, parameters: SqlParameters): string[] {
  const among = ids === undefined ? [] : [`m.id = any(${parameters.add(ids)}::bigint[])`];
  return [...among, ...words.map((word) => hasWord(word, parameters))];
}

function conditionsOf(filter: MessageFilter, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  const compare = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} ${parameters.add(value)}`);
  };
  for (const [name, column] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][])
    compare(`${column} =`, filter[name]);
  if (filter.taught !== undefined) compare('v.dissatisfied =', filter.taught === 'dissatisfied');
  if (filter.case !== undefined) conditions.push(`m.case_id is ${filter.case === 'with' ? 'not null' : 'null'}`);
  return conditions;
}

interface SummaryRow extends Omit<MessageSummaryRow, 'excerpt' | 'longer'> {
  readonly keyAt: string;
  readonly text: string;
  readonly signals: Signal[];
}

function summaryOf({ keyAt: _, text, signals, ...row }: SummaryRow): MessageSummaryRow {
  const excerpt = excerptOf(text, signals);
  return { ...row, excerpt, longer: text.length > excerpt.text.length };
}
