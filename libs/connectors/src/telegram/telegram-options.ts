import { baseUrlField } from '@earshot/connector-kit';
import { z } from 'zod';

const account = z
  .string()
  .trim()
  .regex(/^(@?[A-Za-z]\w{3,31}|-?\d{1,20})$/, 'must be a name such as @shop_care, or a number');

/** The connection of one request lasts 30 s at most, with its setting up. Seconds. */
const LONGEST_WAIT = 25;

/** What a bot reads on Telegram. Its token is kept with the secrets. */
export const telegramOptions = z.strictObject({
  baseUrl: baseUrlField('https://api.telegram.org')
    .default('https://api.telegram.org')
    .describe('The Bot API; another address for a Bot API server of your own.'),
  delivery: z
    .enum(['poll', 'webhook'])
    .default('poll')
    .describe('Whether Earshot asks for messages, or Telegram sends them: a bot can do only one of the two.'),
  waitSeconds: z
    .int()
    .min(0)
    .max(LONGEST_WAIT)
    .default(10)
    .describe('How long a poll waits for a new message before it gives up. Seconds.'),
  chats: z
    .array(account)
    .max(200)
    .default([])
    .describe('Only these groups, by @name or number. Empty: every group the bot is in, and who writes to it.'),
  ownAccounts: z
    .array(account)
    .max(200)
    .default([])
    .describe('People and channels of your team, by @name or number: what they write is an answer.'),
});

export type TelegramOptions = z.output<typeof telegramOptions>;
