import { SEVERITIES } from '@earshot/domain';

/** More than this of one message is not named in the log of its channel. */
const NAMED = 3;

const BY_SEVERITY = `array_position(array[${SEVERITIES.map((severity) => `'${severity}'`).join(', ')}], m.severity)`;

/** What a message (`d`) tells of, the gravest first, as JSON. */
export const ABOUT = `(
    select coalesce(jsonb_agg(jsonb_build_object(
        'event', a.event, 'caseId', a.case_id::text, 'source', a.detail->'source') order by a.rank), '[]'::jsonb)
    from (
      select m.event, m.case_id, m.detail, row_number() over (order by ${BY_SEVERITY} desc, m.id) as rank
      from notification_delivery_matters t join notification_matters m on m.id = t.matter_id
      where t.delivery_id = d.id order by rank limit ${NAMED}) a)`;
