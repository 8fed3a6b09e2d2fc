import type { Severity, Topic } from '@earshot/domain';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';

/** A message of a made-up history, with its judgement, a person's word where there is one, and what became of its case. */
export interface ToldMessage {
  /** Minutes after the beginning of the history. */
  readonly at: number;
  readonly source: number;
  readonly language: string;
  readonly dissatisfied: boolean;
  readonly severity: Severity;
  readonly topics: readonly Topic[];
  /** `null`: nobody has said anything. */
  readonly corrected: boolean | null;
  readonly edited: boolean;
  readonly automatic: boolean;
  /** `null`: it opened no case. */
  readonly case: ToldCase | null;
}

export interface ToldCase {
  readonly customer: number;
  readonly owner: number | null;
  /** Minutes after the message. */
  readonly dueAfter: number;
  readonly answeredAfter: number | null;
  /** Whoever recorded the answer has taken their word back; the task runs again, the record of the answer is still there. */
  readonly withdrawn: boolean;
  readonly paused: boolean;
  readonly dismissed: boolean;
  readonly cause: string | null;
  readonly recovered: boolean | null;
}

export const SOURCES = 2;
export const OWNERS = 2;
const CUSTOMERS = 4;

export const toldMessage = (minutes: number): fc.Arbitrary<ToldMessage> =>
  fc.record({
    at: fc.integer({ min: 0, max: minutes }),
    source: fc.integer({ min: 0, max: SOURCES - 1 }),
    language: fc.constantFrom('fi', 'lv'),
    dissatisfied: fc.boolean(),
    severity: fc.constantFrom<Severity>('low', 'high'),
    topics: fc.subarray<Topic>(['delivery', 'payment', 'staff']),
    corrected: fc.option(fc.boolean(), { freq: 4 }),
    edited: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    automatic: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    case: fc.option(
      fc.record({
        customer: fc.integer({ min: 0, max: CUSTOMERS - 1 }),
        owner: fc.option(fc.integer({ min: 0, max: OWNERS - 1 })),
        dueAfter: fc.integer({ min: 60, max: 7 * 1440 }),
        answeredAfter: fc.option(fc.integer({ min: 1, max: 9 * 1440 })),
        withdrawn: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
        paused: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        dismissed: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
        cause: fc.option(fc.constantFrom('delivery', 'staff')),
        recovered: fc.option(fc.boolean()),
      }),
      { freq: 2 },
    ),
  });

export interface HistoryIds {
  readonly sourceIds: readonly string[];
  readonly ownerIds: readonly string[];
  readonly customerIds: readonly string[];
}

/** The people and sources that histories speak of. */
export async function insertCast(dataSource: DataSource): Promise<HistoryIds> {
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return {
    sourceIds: ids(
      await dataSource.query(
        `insert into sources (kind, name, options, poll_interval_seconds)
         select 'feed', 'Source ' || n, '{}', 60 from generate_series(1, ${SOURCES}) n returning id`,
      ),
    ),
    ownerIds: ids(
      await dataSource.query(
        `insert into users (email, name, role, password_hash)
         select 'owner' || n || '@example.org', 'Owner ' || n, 'agent', 'x' from generate_series(1, ${OWNERS}) n returning id`,
      ),
    ),
    customerIds: ids(
      await dataSource.query(
        `insert into customers (name) select 'Customer ' || n from generate_series(1, ${CUSTOMERS}) n returning id`,
      ),
    ),
  };
}

export async function insertHistory(
  dataSource: DataSource,
  cast: HistoryIds,
  start: Date,
  messages: readonly ToldMessage[],
): Promise<void> {
  await dataSource.query('delete from cases');
  await dataSource.query('delete from messages');
  for (const [index, message] of messages.entries()) await insertTold(dataSource, cast, start, message, index);
}

const after = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000);

async function insertTold(
  dataSource: DataSource,
  cast: HistoryIds,
  start: Date,
  message: ToldMessage,
  index: number,
): Promise<void> {
  const at = after(start, message.at);
  const caseId = message.case === null ? null : await insertToldCase(dataSource, cast, at, message, message.case);
  const [{ id }] = await dataSource.query<[{ id: string }]>(
    `insert into messages (source_id, external_id, channel, kind, case_id, sent_at, text, superseded_at)
     values ($1, $2, 'email', $3, $4, $5, 'x', $6) returning id`,
    [
      cast.sourceIds[message.source],
      `m${index}`,
      message.automatic ? 'automatic' : 'person',
      caseId,
      at,
      message.edited ? at : null,
    ],
  );
  const verdict = message.dissatisfied ? 'dissatisfied' : 'not_dissatisfied';
  // An older judgement that is not in force any more says the opposite.
  for (const said of [verdict === 'dissatisfied' ? 'not_dissatisfied' : 'dissatisfied', verdict])
    await dataSource.query(
      `insert into assessments (message_id, model, language, language_confidence, probability, verdict, severity, signals, topics)
       values ($1, 'm', $2, 1, 0.5, $3, $4, '[]', $5)`,
      [id, message.language, said, message.severity, message.topics],
    );
  if (message.corrected !== null)
    await dataSource.query('insert into verdicts (message_id, dissatisfied) values ($1, $2)', [id, message.corrected]);
}

async function insertToldCase(
  dataSource: DataSource,
  cast: HistoryIds,
  at: Date,
  message: ToldMessage,
  told: ToldCase,
): Promise<string> {
  const [{ id }] = await dataSource.query<[{ id: string }]>(
    `insert into cases (source_id, customer_id, owner_id, state, severity, channel, language, topics, opened_at,
       last_message_at, flagged_message_id, cause_stage, cause_kind)
     values ($1, $2, $3, $4, $5, 'email', $6, $7, $8, $8, 0, $9, $10) returning id`,
    [
      cast.sourceIds[message.source],
      cast.customerIds[told.customer],
      told.owner === null ? null : cast.ownerIds[told.owner],
      told.dismissed ? 'not_a_complaint' : 'acknowledged',
      message.severity,
      message.language,
      message.topics,
      at,
      told.cause,
      told.cause === null ? null : 'accident',
    ],
  );
  await insertAnswerTask(dataSource, id, at, told);
  if (told.recovered !== null)
    await dataSource.query(
      `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at, closed_reason)
       values ($1, 'recovery_check', 'done', $2, $2, $3, $4)`,
      [id, at, after(at, 1440), told.recovered ? 'still-solved' : 'unhappy'],
    );
  return id;
}

async function insertAnswerTask(dataSource: DataSource, caseId: string, at: Date, told: ToldCase): Promise<void> {
  const due = after(at, told.dueAfter);
  const answered = told.answeredAfter === null ? null : after(at, told.answeredAfter);
  const closed = told.withdrawn ? null : answered;
  const paused = closed === null && told.paused;
  const [{ id }] = await dataSource.query<[{ id: string }]>(
    `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at, paused_at, minutes_left)
     values ($1, 'answer', $2, $3, $4, $5, $6, $7) returning id`,
    [
      caseId,
      closed !== null ? 'done' : paused ? 'paused' : 'open',
      at,
      due,
      closed,
      paused ? at : null,
      paused ? 60 : null,
    ],
  );
  await dataSource.query(
    `insert into commitments (task_id, standard, target_amount, calendar, zone, received_at, due_at, derivation)
     values ($1, 's', 3, 'FI', 'Europe/Helsinki', $2, $3, '{}')`,
    [id, at, due],
  );
  if (answered === null) return;
  await dataSource.query(
    `insert into case_answers (case_id, task_id, clock, at, seconds, in_time, evidence)
     values ($1, $2, 'first_answer', $3, $4, $5, '{}')`,
    [caseId, id, answered, (told.answeredAfter as number) * 60, answered <= due],
  );
}
