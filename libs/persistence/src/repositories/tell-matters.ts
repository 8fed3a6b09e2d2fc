import {
  groupedNotifications,
  receiversOf,
  type Colleague,
  type HandOnMail,
  type Matter,
  type NotificationRule,
  type TransactionHandle,
} from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import { handToChannels } from './hand-to-channels.js';
import { newIds } from './sql.js';

/** A matter with those who are told of it whatever the rules say. */
export interface ToldMatter extends Matter {
  readonly userIds: readonly string[];
}

/** Everybody who can be told. */
export async function colleagues(sql: TransactionHandle): Promise<Colleague[]> {
  const rows = await sql.query('select id, role from users where disabled_at is null order by id');
  return rows as unknown as Colleague[];
}

/**
 * Tells people and channels of what happened, in the transaction that makes it happen: nothing is told of what is rolled
 * back, and nothing is told twice, because it happens once. A person hears of a matter once, whoever named them.
 *
 * @param mail hands on a job for each person; `null` when nobody is told by mail
 */
export async function tellMatters(
  sql: TransactionHandle,
  matters: readonly ToldMatter[],
  at: Date,
  mail: HandOnMail | null,
): Promise<void> {
  if (matters.length === 0) return;
  const ids = await newIds(sql, 'notification_matters', matters.length);
  const sources = await sourcesOf(sql, matters);
  const kept = matters.map((matter, index) => ({ ...matter, id: ids[index]!, sourceId: sources[index] ?? null }));
  await bulkInsert(
    sql,
    'notification_matters',
    {
      id: ['bigint', (m) => m.id],
      event: ['text', (m) => m.event],
      severity: ['text', (m) => m.severity],
      case_id: ['bigint', (m) => m.caseId],
      source_id: ['bigint', (m) => m.sourceId],
      detail: ['jsonb', (m) => m.detail],
      at: ['timestamptz', () => at],
    },
    kept,
  );
  const rules = await rulesInForce(sql);
  const people = rules.length === 0 ? [] : await colleagues(sql);
  const told = kept.map((matter) => ({ matter, ...receiversOf(rules, matter, matter.sourceId, people) }));
  await addNotifications(
    sql,
    told.flatMap(({ matter, userIds }) =>
      [...new Set([...matter.userIds, ...userIds])].map((userId) => ({ ...matter, matterId: matter.id, userId })),
    ),
    at,
    mail,
  );
  await handToChannels(
    sql,
    told.flatMap(({ matter, channelIds }) => channelIds.map((channelId) => ({ channelId, matter }))),
    at,
  );
}

/** What is about a source, or about a case that began with one of its messages. */
async function sourcesOf(sql: TransactionHandle, matters: readonly ToldMatter[]): Promise<(string | null)[]> {
  const rows = await sql.query(
    `select c.id, m.source_id from cases c join messages m on m.id = c.flagged_message_id where c.id = any($1::bigint[])`,
    [matters.flatMap(({ caseId }) => caseId ?? [])],
  );
  const ofCase = new Map(rows.map((row) => [row.id, row.source_id as string]));
  return matters.map(({ caseId, detail }) => detail.source?.id ?? ofCase.get(caseId) ?? null);
}

async function rulesInForce(sql: TransactionHandle): Promise<NotificationRule[]> {
  const rows = await sql.query(
    `select id, name, enabled, events, min_severity as "minSeverity", source_ids::text[] as "sourceIds",
       channel_ids::text[] as "channelIds", roles, user_ids::text[] as "userIds"
     from notification_rules where enabled`,
  );
  return rows as unknown as NotificationRule[];
}

/** Something one person is told. */
interface NewNotification extends Matter {
  readonly userId: string;
  readonly matterId: string;
}

async function addNotifications(
  sql: TransactionHandle,
  notifications: readonly NewNotification[],
  at: Date,
  mail: HandOnMail | null,
): Promise<void> {
  const grouped = groupedNotifications(notifications);
  await bulkInsert(
    sql,
    'notifications',
    {
      user_id: ['bigint', (n) => n.userId],
      event: ['text', (n) => n.event],
      severity: ['text', (n) => n.severity],
      case_id: ['bigint', (n) => n.caseId],
      escalation_id: ['bigint', (n) => n.escalationId],
      matter_id: ['bigint', (n) => n.matterId],
      detail: ['jsonb', (n) => n.detail],
      created_at: ['timestamptz', () => at],
      mail_state: ['text', () => (mail === null ? 'none' : 'queued')],
    },
    grouped,
    'on conflict do nothing',
  );
  const userIds = [...new Set(grouped.map(({ userId }) => userId))];
  if (mail !== null && userIds.length > 0) await mail(userIds, sql);
}
