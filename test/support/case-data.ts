import type { Assessment, CaseState, Severity, TaskKind } from '@earshot/domain';
import {
  AssessmentEntity,
  CaseEntity,
  CaseEventEntity,
  CommitmentEntity,
  CustomerEntity,
  MessageEntity,
  SourceEntity,
  TaskEntity,
} from '@earshot/persistence';
import type { DataSource } from 'typeorm';

export interface CaseToInsert {
  readonly sourceId: string;
  readonly subject?: string;
  readonly text?: string;
  readonly state?: CaseState;
  readonly severity?: Severity;
  readonly language?: string;
  readonly ownerId?: string | null;
  readonly customerName?: string;
  readonly writtenAt?: Date;
  /** Open tasks with their deadlines. */
  readonly open?: Partial<Record<TaskKind, Date>>;
  readonly answeredAt?: Date;
  readonly signals?: Assessment['signals'];
}

export async function insertSource(dataSource: DataSource, name = 'Mailbox'): Promise<string> {
  const sources = dataSource.getRepository(SourceEntity);
  const source = sources.create({
    kind: 'mailbox',
    name,
    options: { host: 'imap.example.org', user: 'care@example.org' },
    pollIntervalSeconds: 300,
  });
  return (await sources.save(source)).id;
}

/** A case with its customer, its message, the judgement of it and its open tasks, as intake leaves them. */
export async function insertCase(dataSource: DataSource, given: CaseToInsert): Promise<string> {
  const writtenAt = given.writtenAt ?? new Date('2026-11-16T08:00:00Z');
  const customer = await insertOne(dataSource, CustomerEntity, { name: given.customerName ?? 'Kalle Kunde' });
  const deadlines = Object.entries(given.open ?? {}).sort(([, a], [, b]) => a.getTime() - b.getTime());
  const found = await insertOne(dataSource, CaseEntity, {
    customerId: customer.id,
    sourceId: given.sourceId,
    state: given.state ?? 'new',
    severity: given.severity ?? 'high',
    channel: 'email',
    language: given.language ?? 'en',
    topics: ['delivery'],
    subject: given.subject ?? 'Where is my card?',
    ownerId: given.ownerId ?? null,
    openedAt: writtenAt,
    lastMessageAt: writtenAt,
    flaggedMessageId: '0',
    dueAt: deadlines[0]?.[1] ?? null,
    dueKind: (deadlines[0]?.[0] as TaskKind | undefined) ?? null,
    answeredAt: given.answeredAt ?? null,
  });
  const message = await insertMessage(dataSource, found.id, { ...given, writtenAt, customerId: customer.id });
  await dataSource.getRepository(CaseEntity).update(found.id, { flaggedMessageId: message });
  for (const [kind, dueAt] of deadlines) await insertTask(dataSource, found.id, kind as TaskKind, writtenAt, dueAt);
  await insertOne(dataSource, CaseEventEntity, { caseId: found.id, type: 'opened', detail: { messageId: message } });
  return found.id;
}

async function insertMessage(
  dataSource: DataSource,
  caseId: string,
  given: CaseToInsert & { writtenAt: Date; customerId: string },
): Promise<string> {
  const message = await insertOne(dataSource, MessageEntity, {
    sourceId: given.sourceId,
    externalId: `message-${caseId}`,
    channel: 'email',
    kind: 'person',
    customerId: given.customerId,
    caseId,
    authorName: given.customerName ?? 'Kalle Kunde',
    authorAddress: `customer${caseId}@example.com`,
    sentAt: given.writtenAt,
    subject: given.subject ?? 'Where is my card?',
    text: given.text ?? 'I have been waiting for two weeks and nobody answers.',
  });
  await insertOne(dataSource, AssessmentEntity, {
    messageId: message.id,
    model: 'test-1',
    language: given.language ?? 'en',
    languageConfidence: 0.99,
    probability: 0.93,
    verdict: 'dissatisfied',
    severity: given.severity ?? 'high',
    signals: [...(given.signals ?? [])],
  });
  return message.id;
}

async function insertTask(
  dataSource: DataSource,
  caseId: string,
  kind: TaskKind,
  openedAt: Date,
  dueAt: Date,
): Promise<void> {
  const task = await insertOne(dataSource, TaskEntity, { caseId, kind, state: 'open', openedAt, dueAt });
  await insertOne(dataSource, CommitmentEntity, {
    taskId: task.id,
    standard: 'default',
    targetAmount: 3,
    calendar: 'FI',
    zone: 'Europe/Helsinki',
    receivedAt: openedAt,
    dueAt,
    derivation: ['Mon 16 Nov day 0', 'Thu 19 Nov day 3, due 17:00'],
  });
}

async function insertOne<Row extends object>(
  dataSource: DataSource,
  entity: new () => Row,
  row: Partial<Row>,
): Promise<Row> {
  const repository = dataSource.getRepository<Row>(entity);
  return repository.save(Object.assign(new entity(), row));
}
