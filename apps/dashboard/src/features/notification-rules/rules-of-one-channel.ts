import type { RuleView } from '@earshot/contracts';

/** The rules that tell this channel and nobody else: they go when it is removed. */
export function rulesOfOneChannel(rules: readonly RuleView[], channelId: string): RuleView[] {
  return rules.filter(
    ({ channelIds, roles, userIds }) =>
      channelIds.length === 1 && channelIds[0] === channelId && roles.length + userIds.length === 0,
  );
}
