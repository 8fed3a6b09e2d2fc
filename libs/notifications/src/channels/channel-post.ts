import type { ChannelKind, ChannelSecrets, ClaimedDelivery } from '@earshot/domain';
import type { NotificationContent, NotificationContext } from '../notification-content.js';
import { channelMessage, testMessage } from './channel-message.js';
import { discordMessage } from './discord-message.js';
import { mattermostMessage } from './mattermost-message.js';
import { slackMessage } from './slack-message.js';
import { signingKeys } from './signing-keys.js';
import { signatureHeaders } from './standard-webhooks.js';
import { teamsMessage } from './teams-message.js';
import { testEvent, webhookEvent } from './webhook-event.js';

/** How a kind of chat is written to. */
const CHATS: Readonly<Record<Exclude<ChannelKind, 'webhook'>, (content: NotificationContent) => object>> = {
  slack: slackMessage,
  teams: teamsMessage,
  mattermost: mattermostMessage,
  discord: discordMessage,
};

/**
 * Between two messages to one channel, milliseconds: Slack takes one a second, Discord five in two seconds ("Rate
 * Limits"), a workflow of Teams four a second.
 */
export const PACE_MS: Readonly<Record<ChannelKind, number>> = {
  slack: 1_000,
  discord: 500,
  teams: 500,
  mattermost: 200,
  webhook: 0,
};

export interface ChannelPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request that tells a channel of what a delivery holds. Pure: the same delivery is the same body. */
export function channelPost(
  { uid, test, channel, matters, createdAt }: ClaimedDelivery,
  secrets: ChannelSecrets,
  context: NotificationContext,
  at: Date,
): ChannelPost {
  const json = { 'content-type': 'application/json' };
  if (channel.kind !== 'webhook') {
    const content = test ? testMessage(channel, context) : channelMessage(matters, channel, context);
    return { headers: json, body: JSON.stringify(CHATS[channel.kind](content)) };
  }
  const [matter] = matters;
  const event = matter === undefined ? testEvent(createdAt) : webhookEvent(matter, channel, context.publicUrl);
  const body = JSON.stringify(event);
  return {
    headers: { ...json, ...signatureHeaders({ id: uid, at, body }, signingKeys(secrets, channel.oldKeyUntil, at)) },
    body,
  };
}
