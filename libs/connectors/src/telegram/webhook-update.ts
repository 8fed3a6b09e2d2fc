import {
  deliveredJson,
  deliveredPage,
  isSameSecret,
  readItem,
  type Delivery,
  type DeliveryContext,
  type Received,
} from '@earshot/connector-kit';
import { createHash } from 'node:crypto';
import { readBotToken } from './bot-token.js';
import { botOf } from './bot.js';
import { updateReader } from './message-mapper.js';
import type { TelegramOptions } from './telegram-options.js';

/** Takes an update of the bot's webhook: https://core.telegram.org/bots/api#setwebhook */
export function receiveUpdate(options: TelegramOptions, delivery: Delivery, context: DeliveryContext): Received {
  const { secrets, now, maxItemBytes } = context;
  const sent = delivery.headers['x-telegram-bot-api-secret-token'];
  const isTheirs = options.delivery === 'webhook' && isSameSecret(sent, secrets['webhookSecret']);
  if (delivery.method !== 'POST' || !isTheirs) return { kind: 'foreign' };
  const { botId } = readBotToken(secrets['botToken']);
  const item = readItem(deliveredJson(delivery.body), updateReader(botOf(options, botId, null, now)), maxItemBytes);
  const deliveryId = `tg:${createHash('sha256').update(delivery.body).digest('base64url')}`;
  return { kind: 'page', page: deliveredPage([item], deliveryId), answer: '' };
}
