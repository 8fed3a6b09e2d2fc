import type { ChannelView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';

type ChannelKind = ChannelView['kind'];

/** Names of services are the same in every language. */
const SERVICES: Readonly<Record<Exclude<ChannelKind, 'webhook'>, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  mattermost: 'Mattermost',
  discord: 'Discord',
};

export const CHANNEL_KINDS: readonly ChannelKind[] = ['slack', 'teams', 'mattermost', 'discord', 'webhook'];

/** What a kind of channel is called. */
export function useChannelKindName(): (kind: ChannelKind) => string {
  const { t } = useTranslation();
  return (kind) => (kind === 'webhook' ? t('rules.kind.webhook') : SERVICES[kind]);
}
