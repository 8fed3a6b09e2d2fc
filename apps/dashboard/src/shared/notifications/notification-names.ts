import type { RuleRequest } from '@earshot/contracts';

type Named<Name extends string> = Readonly<Record<Name, true>>;
const namesOf = <Name extends string>(all: Named<Name>): readonly Name[] => Object.keys(all) as Name[];

/** What notifications can be chosen by, in the order in which it is offered; the compiler misses none. */
export const EVENTS = namesOf<RuleRequest['events'][number]>({
  at_once: true,
  warning: true,
  overdue: true,
  promise_broken: true,
  spike: true,
  source_trouble: true,
  source_recovered: true,
  source_silent: true,
  credentials_expiring: true,
  snooze_ended: true,
  digest_paused: true,
  channel_disabled: true,
});

export const SEVERITIES = namesOf<RuleRequest['minSeverity']>({
  none: true,
  low: true,
  medium: true,
  high: true,
  critical: true,
});

export const ROLES = namesOf<RuleRequest['roles'][number]>({
  agent: true,
  lead: true,
  manager: true,
  ops: true,
  admin: true,
});
