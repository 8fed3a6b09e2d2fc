import { rereadJson, type ConnectorDefinition } from '@earshot/connector-kit';
import { botSecretFaults } from './bot-token.js';
import { botOf } from './bot.js';
import { isOfBot, updateReader } from './message-mapper.js';
import { TelegramConnector } from './telegram-connector.js';
import { telegramCursor, type TelegramCursor } from './telegram-cursor.js';
import { telegramOptions, type TelegramOptions } from './telegram-options.js';
import { receiveUpdate } from './webhook-update.js';

/** What a bot is told in groups, below channels and in talks with it. */
export const TELEGRAM: ConnectorDefinition<TelegramOptions, TelegramCursor> = {
  kind: 'telegram',
  title: 'Telegram',
  group: 'social',
  summary: 'Telegram: your groups, comments below your channel, and who writes to your bot',
  options: telegramOptions,
  cursor: telegramCursor,
  secretNames: ['botToken', 'webhookSecret'],
  requiredSecrets: ['botToken'],
  secretFaults: botSecretFaults,
  whyNoReply: () => null,
  // https://core.telegram.org/bots/api#sendmessage
  replyLimit: () => ({ longest: 4096, counted: 'units' }),
  receive: receiveUpdate,
  reread: rereadJson((options, now, raw) => (isOfBot(raw) ? null : updateReader(botOf(options, null, null, now)))),
  create: (options, kit) => new TelegramConnector(options, kit),
};
