import { accountName, type Bot } from './message-mapper.js';
import type { TelegramOptions } from './telegram-options.js';

/** Whose messages are read, and who is of the house. */
export function botOf({ chats, ownAccounts }: TelegramOptions, id: number | null, since: Date | null, now: Date): Bot {
  return { id, chats: new Set(chats.map(accountName)), own: new Set(ownAccounts.map(accountName)), since, now };
}
