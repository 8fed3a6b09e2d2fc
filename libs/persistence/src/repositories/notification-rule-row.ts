import { InvalidInput, NotFound, type NotificationRule } from '@earshot/domain';
import type { Sql } from './sql.js';

/** A rule (`r`) as the domain knows it. */
export const RULE = `r.id, r.name, r.enabled, r.events, r.min_severity as "minSeverity",
  r.source_ids::text[] as "sourceIds", r.channel_ids::text[] as "channelIds", r.roles, r.user_ids::text[] as "userIds"`;

/** @throws InvalidInput when it names what does not exist */
export async function insertRule(sql: Sql, rule: Omit<NotificationRule, 'id'>): Promise<string> {
  await requireKnown(sql, rule);
  const [added] = await sql.query(
    `insert into notification_rules (name, enabled, events, min_severity, source_ids, channel_ids, roles, user_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    valuesOf(rule),
  );
  return added!.id as string;
}

/** @throws NotFound, InvalidInput when it names what does not exist */
export async function changedRule(sql: Sql, rule: NotificationRule): Promise<void> {
  await requireKnown(sql, rule);
  const found = await sql.query(
    `update notification_rules set name = $1, enabled = $2, events = $3, min_severity = $4, source_ids = $5,
       channel_ids = $6, roles = $7, user_ids = $8 where id = $9 returning id`,
    [...valuesOf(rule), rule.id],
  );
  if (found.length === 0) throw new NotFound('Rule', rule.id);
}

function valuesOf(rule: Omit<NotificationRule, 'id'>): unknown[] {
  const { name, enabled, events, minSeverity, sourceIds, channelIds, roles, userIds } = rule;
  return [name, enabled, events, minSeverity, sourceIds, channelIds, roles, userIds];
}

/** See `NotificationChannelStore.requireKnown`. */
export async function requireKnown(
  sql: Sql,
  { sourceIds, channelIds, userIds }: Pick<NotificationRule, 'sourceIds' | 'channelIds' | 'userIds'>,
): Promise<void> {
  const [known] = await sql.query(
    `select array(select id::text from sources where id = any($1::bigint[])) as sources,
       array(select id::text from notification_channels where id = any($2::bigint[])) as channels,
       array(select id::text from users where id = any($3::bigint[])) as users`,
    [sourceIds, channelIds, userIds],
  );
  const unknown = (path: string, what: string, ids: readonly string[], found: unknown) =>
    ids
      .filter((id) => !(found as string[]).includes(id))
      .map((id) => ({ path, message: `There is no ${what} ${id}: take it out` }));
  const faults = [
    ...unknown('sourceIds', 'source', sourceIds, known!.sources),
    ...unknown('channelIds', 'channel', channelIds, known!.channels),
    ...unknown('userIds', 'person', userIds, known!.users),
  ];
  if (faults.length > 0) throw new InvalidInput('The rule names what does not exist', faults);
}
