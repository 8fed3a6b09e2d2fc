import { OPEN_CASE_STATES } from '@earshot/domain';
import type { ErasableCustomer } from './erasable-customer.js';
import type { Sql } from './sql.js';

/** Case `c` is settled, and nothing of it happened since `$1`: no promise is owed, no answer is on its way. */
const SETTLED = `
  c.state not in (${OPEN_CASE_STATES.map((state) => `'${state}'`).join(', ')}) and c.last_message_at < $1
    and not exists (select from tasks t where t.case_id = c.id and t.state in ('open', 'paused'))
    and not exists (select from case_calls k where k.case_id = c.id and k.at >= $1)
    and not exists (select from seen_replies r where r.case_id = c.id and r.sent_at >= $1)
    and not exists (select from outgoing_replies o
      where o.case_id = c.id and (o.state in ('queued', 'sending', 'unsure') or o.created_at >= $1))`;

/** Those of whom nothing was heard, said or noted since `$1`, at most `$2`. */
export const EXPIRED_CUSTOMERS = `
  select cu.id from customers cu
  where cu.merged_into is null and cu.erased_at is null and cu.first_seen_at < $1
    and not exists (select from messages m where m.customer_id = cu.id and m.sent_at >= $1)
    and not exists (select from customer_notes n where n.customer_id = cu.id and n.at >= $1)
    and not exists (select from cases c where c.customer_id = cu.id and c.merged_into is null and not (${SETTLED}))
  order by cu.id limit $2`;

/** Messages and cases of nobody known, which no customer takes along, by their last sign before `before`. */
export async function findExpiredOfNobody(sql: Sql, before: Date, limit: number): Promise<ErasableCustomer> {
  const [found] = await sql.query(
    `with old as (
       select m.id, m.case_id from messages m left join cases c on c.id = m.case_id
       where m.customer_id is null and m.erased_at is null and m.sent_at < $1 and m.received_at < $1
         and (c.id is null or (c.customer_id is null and ${SETTLED}))
       order by m.sent_at limit $2)
     select array(select id from old order by id)::text[] as "messageIds",
       array(select distinct case_id from old where case_id is not null order by case_id)::text[] as "caseIds"`,
    [before, limit],
  );
  const { messageIds, caseIds } = found as unknown as Pick<ErasableCustomer, 'messageIds' | 'caseIds'>;
  return { id: '', version: 0, name: '', customerIds: [], caseIds, messageIds, identities: [], names: [] };
}
