import { SEVERITIES, type Severity } from './assessment.js';
import type { Role } from './people.js';
import type { NotificationDetail, NotificationEvent } from './ports/notification-store.js';

/** Something that happened and is told; who hears of it is decided by the rules. */
export interface Matter {
  readonly event: NotificationEvent;
  readonly severity: Severity;
  readonly caseId: string | null;
  readonly escalationId: string | null;
  readonly detail: NotificationDetail;
}

/** Which matters are told to whom, beside those whom the escalation's own steps name. */
export interface NotificationRule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** An empty list restricts nothing. */
  readonly events: readonly NotificationEvent[];
  readonly minSeverity: Severity;
  /** Only what these sources brought, or what happened to them; an empty list restricts nothing. */
  readonly sourceIds: readonly string[];
  readonly channelIds: readonly string[];
  readonly roles: readonly Role[];
  readonly userIds: readonly string[];
}

/** Who hears of a matter, each once however many rules name them. */
export interface Receivers {
  readonly channelIds: readonly string[];
  readonly userIds: readonly string[];
}

/** What a person began themselves: nobody else is told that it is over. */
export const PERSONAL_EVENTS: readonly NotificationEvent[] = ['snooze_ended'];

/**
 * The receivers of all rules that fit. Rules only add, so that their order says nothing and none can take away what
 * another gives.
 *
 * @param sourceId of the message that began the case, or the source that it is about; `null` when there is none
 * @param colleagues those who can be told
 */
export function receiversOf(
  rules: readonly NotificationRule[],
  matter: Pick<Matter, 'event' | 'severity'>,
  sourceId: string | null,
  colleagues: readonly { readonly id: string; readonly role: Role }[],
): Receivers {
  if (PERSONAL_EVENTS.includes(matter.event)) return { channelIds: [], userIds: [] };
  const fitting = rules.filter((rule) => fits(rule, matter, sourceId));
  const named = (id: string, role: Role): boolean =>
    fitting.some(({ roles, userIds }) => roles.includes(role) || userIds.includes(id));
  return {
    channelIds: [...new Set(fitting.flatMap(({ channelIds }) => channelIds))],
    userIds: colleagues.filter(({ id, role }) => named(id, role)).map(({ id }) => id),
  };
}

function fits(
  { enabled, events, minSeverity, sourceIds }: NotificationRule,
  { event, severity }: Pick<Matter, 'event' | 'severity'>,
  sourceId: string | null,
): boolean {
  return (
    enabled &&
    (events.length === 0 || events.includes(event)) &&
    SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minSeverity) &&
    (sourceIds.length === 0 || (sourceId !== null && sourceIds.includes(sourceId)))
  );
}
