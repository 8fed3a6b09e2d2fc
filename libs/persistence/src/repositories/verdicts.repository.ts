import {
  NotFound,
  VerdictStore,
  type Assessment,
  type Message,
  type MessageUnderVerdict,
  type PersonVerdict,
  type TransactionHandle,
} from '@earshot/domain';
import { lockKnownCases } from './cases.repository.js';
import type { Row } from './sql.js';

export class PostgresVerdictStore extends VerdictStore {
  async lock(messageId: string, transaction: TransactionHandle): Promise<MessageUnderVerdict> {
    const found = await transaction.query(
      'select s.id from messages m join sources s on s.id = m.source_id where m.id = $1 for no key update of s',
      [messageId],
    );
    const [row] = await transaction.query('select * from messages where id = $1 for update', [messageId]);
    if (found.length === 0 || row === undefined) throw new NotFound('Message', messageId);
    const message = storedMessage(row);
    const [judged] = await transaction.query(
      'select * from assessments where message_id = $1 order by id desc limit 1',
      [messageId],
    );
    const [latest] = await transaction.query(
      `select user_id as "userId", dissatisfied, severity from verdicts where message_id = $1 order by id desc limit 1`,
      [messageId],
    );
    const { caseId } = message;
    const known = caseId === null ? null : await lockKnownCases(transaction, [caseId]);
    return {
      message,
      assessment: judged === undefined ? null : storedAssessment(judged),
      knownCase: known?.get(caseId ?? '') ?? null,
      latest: (latest as PersonVerdict | undefined) ?? null,
    };
  }

  async add(messageId: string, verdict: PersonVerdict, at: Date, transaction: TransactionHandle): Promise<void> {
    const { userId, dissatisfied, severity } = verdict;
    await transaction.query(
      `insert into verdicts (message_id, user_id, dissatisfied, severity, given_at) values ($1, $2, $3, $4, $5)`,
      [messageId, userId, dissatisfied, severity, at],
    );
    await transaction.query(
      `insert into case_events (case_id, at, actor_id, type, detail)
       select case_id, $2, $3, 'verdict_given', $4 from messages where id = $1 and case_id is not null`,
      [messageId, at, userId, JSON.stringify({ messageId, dissatisfied, severity })],
    );
  }
}

/** A message with the judgement in force and its customer's group; an unjudged one (a list, a bounce) counts as undecided. @throws NotFound */
export async function findJudgedMessage(
  sql: TransactionHandle,
  messageId: string,
): Promise<{ message: Message; assessment: Assessment; group: string | null }> {
  const [row] = await sql.query(
    `select m.*, c.group_name from messages m left join customers c on c.id = m.customer_id where m.id = $1`,
    [messageId],
  );
  if (row === undefined) throw new NotFound('Message', messageId);
  const [judged] = await sql.query('select * from assessments where message_id = $1 order by id desc limit 1', [
    messageId,
  ]);
  return {
    message: storedMessage(row),
    assessment: judged === undefined ? UNJUDGED : storedAssessment(judged),
    group: row.group_name as string | null,
  };
}

const UNJUDGED: Assessment = {
  language: 'und',
  languageConfidence: 0,
  verdict: 'uncertain',
  probability: 0.5,
  severity: 'none',
  signals: [],
  escalations: [],
  topics: [],
  model: '',
  judgedLength: null,
};

export function storedMessage(row: Row): Message {
  return {
    id: row.id as string,
    sourceId: row.source_id as string,
    externalId: row.external_id as string,
    revision: row.revision === '' ? null : (row.revision as string),
    revisionNumber: row.revision_number as number,
    channel: row.channel as Message['channel'],
    kind: row.kind as Message['kind'],
    customerId: row.customer_id as string | null,
    caseId: row.case_id as string | null,
    // The namespace of a handle is kept with the customer's identity, by which the message is joined to its cases.
    author: {
      name: row.author_name as string | null,
      address: row.author_address as string | null,
      handle: row.author_handle as string | null,
      namespace: null,
    },
    sentAt: row.sent_at as Date,
    receivedAt: row.received_at as Date,
    subject: row.subject as string | null,
    text: row.text as string,
    quoted: row.quoted as string | null,
    signature: row.signature as string | null,
    language: row.language as string | null,
    rating: row.rating as number | null,
    url: row.url as string | null,
    threadId: row.thread_id as string | null,
    references: row.references as string[],
    attachments: row.attachments as Message['attachments'],
    tags: row.tags as string[],
  };
}

export function storedAssessment(row: Row): Assessment {
  return {
    language: row.language as string,
    languageConfidence: row.language_confidence as number,
    verdict: row.verdict as Assessment['verdict'],
    probability: row.probability as number,
    severity: row.severity as Assessment['severity'],
    signals: row.signals as Assessment['signals'],
    escalations: row.escalations as Assessment['escalations'],
    topics: row.topics as Assessment['topics'],
    model: row.model as string,
    judgedLength: row.judged_length as number | null,
  };
}
