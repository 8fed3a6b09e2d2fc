import {
  NotFound,
  VerdictStore,
  type Assessment,
  type KnownCase,
  type Message,
  type MessageUnderVerdict,
  type PersonVerdict,
  type TransactionHandle,
} from '@earshot/domain';
import type { Row } from './sql.js';

export class PostgresVerdictStore extends VerdictStore {
  async lock(messageId: string, transaction: TransactionHandle): Promise<MessageUnderVerdict> {
    const found = await transaction.query(
      'select s.id from messages m join sources s on s.id = m.source_id where m.id = $1 for update of s',
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
    return {
      message,
      assessment: judged === undefined ? null : storedAssessment(judged),
      knownCase: message.caseId === null ? null : await lockCase(message.caseId, transaction),
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

async function lockCase(caseId: string, transaction: TransactionHandle): Promise<KnownCase | null> {
  const [row] = await transaction.query(
    `select id, source_id as "sourceId", customer_id as "customerId", state, severity, answered_at as "answeredAt"
     from cases where id = $1 for update`,
    [caseId],
  );
  if (row === undefined) return null;
  const openTasks = await transaction.query(
    `select t.id, t.kind, t.due_at as "dueAt", k.received_at as "messageSentAt"
     from tasks t join commitments k on k.task_id = t.id where t.case_id = $1 and t.state = 'open'`,
    [caseId],
  );
  return { ...(row as unknown as KnownCase), openTasks: openTasks as unknown as KnownCase['openTasks'] };
}

function storedMessage(row: Row): Message {
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

function storedAssessment(row: Row): Assessment {
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
