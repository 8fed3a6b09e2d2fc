import {
  apiDate,
  plainText,
  postOutcome,
  siteAuthor,
  textMark,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import type { Author } from '@earshot/domain';
import { z } from 'zod';

const chat = z.object({ id: z.int(), type: z.string(), username: z.string().nullish(), title: z.string().nullish() });
const user = z.object({
  id: z.int(),
  is_bot: z.boolean().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  username: z.string().nullish(),
});

/** https://core.telegram.org/bots/api#message, as far as it is read here. */
const message = z.object({
  message_id: z.int(),
  date: z.unknown().optional(),
  chat,
  from: user.nullish(),
  sender_chat: chat.nullish(),
  text: z.string().nullish(),
  caption: z.string().nullish(),
  reply_to_message: z.object({ message_id: z.int() }).nullish(),
  message_thread_id: z.int().nullish(),
  is_automatic_forward: z.boolean().nullish(),
  quote: z.object({ text: z.string() }).nullish(),
});
type TelegramMessage = z.output<typeof message>;

/** https://core.telegram.org/bots/api#update */
const update = z.object({
  update_id: z.int(),
  message: message.nullish(),
  edited_message: message.nullish(),
  channel_post: message.nullish(),
  edited_channel_post: message.nullish(),
});
type Update = z.output<typeof update>;

const ofBot = z.object({ from: z.object({ is_bot: z.literal(true) }), sender_chat: z.null().optional() });
const updateOfBot = z.object({ message: ofBot }).or(z.object({ edited_message: ofBot }));

/** What is asked for; the rest (votes, members, payments) is nothing that customers say. */
export const READ_UPDATES = ['message', 'edited_message', 'channel_post', 'edited_channel_post'] as const;

/** Handles are user numbers: names can change hands. */
const NAMESPACE = 'telegram';

export interface Bot {
  /** `null` where its token is not at hand. */
  readonly id: number | null;
  /** Groups that are read, by name or number, lower case; empty: all. */
  readonly chats: ReadonlySet<string>;
  /** The team's people and channels, by name or number, lower case. */
  readonly own: ReadonlySet<string>;
  /** Nothing that was written before is wanted. */
  readonly since: Date | null;
  readonly now: Date;
}

export function updateReader(bot: Bot): ItemReader<Update> {
  return { noun: 'update', schema: update, idOf, map: (read) => mappedUpdate(read, bot) };
}

/** Whether a bot wrote it under its own name: perhaps the one that reads, which only its token names. */
export function isOfBot(raw: unknown): boolean {
  return updateOfBot.safeParse(raw).success;
}

/** How accounts are compared: `@Shop` is `shop`. */
export function accountName(name: string): string {
  return name.replace(/^@/, '').toLowerCase();
}

/** A message's place, by which others name it. */
export function placeOf(chatId: number, messageId: number): string {
  return `${chatId}:${messageId}`;
}

function mappedUpdate(read: Update, bot: Bot): MappedItem {
  const said = read.message ?? read.edited_message;
  if (!said) {
    // In a channel itself only its owners write; customers answer in the group that belongs to it.
    const isPost = read.channel_post ?? read.edited_channel_post;
    return { at: null, outcome: { skipped: isPost ? 'own-post' : 'other-update' } };
  }
  const at = apiDate(said.date);
  const skipped = reasonToSkip(said, at, bot);
  return skipped === null ? mappedMessage(said, at, bot) : { at, outcome: { skipped } };
}

function reasonToSkip(said: TelegramMessage, at: Date | null, { chats, since }: Bot): string | null {
  if (at !== null && since !== null && at < since) return 'older-than-start';
  if (chats.size > 0 && !isNamed(said.chat, chats)) return 'other-chat';
  // The channel's own post, carried into the group where it is talked about.
  if (said.is_automatic_forward === true) return 'own-post';
  const text = wordsOf(said);
  if (text === '') return 'no-text';
  return /^\/\w{1,64}(@\w{1,64})?$/.test(text) ? 'command' : null;
}

function mappedMessage(said: TelegramMessage, at: Date | null, bot: Bot): MappedItem {
  const { chat: place, message_id, reply_to_message, message_thread_id } = said;
  const externalId = placeOf(place.id, message_id);
  // The thread is the message that began it: a topic, or the post that is commented.
  const parents = [reply_to_message?.message_id, message_thread_id].flatMap((id) =>
    id ? [placeOf(place.id, id)] : [],
  );
  const text = wordsOf(said);
  const isBot = said.from?.is_bot === true && !said.sender_chat;
  const written = {
    id: externalId,
    // An edit is also told when only buttons or a preview changed.
    revision: textMark(text),
    channel: 'social' as const,
    kind: isBot ? ('automatic' as const) : ('person' as const),
    author: authorOf(said),
    date: at,
    text,
    quoted: said.quote ? plainText(said.quote.text) : null,
    url: addressOf(said),
    references: [...new Set(parents)].filter((parent) => parent !== externalId),
  };
  return { at, outcome: postOutcome(written, isOwn(said, bot), bot.now) };
}

function wordsOf({ text, caption }: TelegramMessage): string {
  return plainText(text ?? caption ?? '').trim();
}

function isOwn({ from, sender_chat, chat: place }: TelegramMessage, { id, own }: Bot): boolean {
  // Who writes in the name of the group is one of its administrators.
  if (sender_chat) return sender_chat.id === place.id || isNamed(sender_chat, own);
  return from ? from.id === id || isNamed(from, own) : false;
}

function isNamed({ id, username }: { id: number; username?: string | null | undefined }, names: ReadonlySet<string>) {
  return names.has(String(id)) || (username ? names.has(accountName(username)) : false);
}

function authorOf({ from, sender_chat }: TelegramMessage): Author {
  if (sender_chat)
    return siteAuthor(NAMESPACE, { handle: String(sender_chat.id), name: sender_chat.title ?? sender_chat.username });
  const name = [from?.first_name, from?.last_name].filter(Boolean).join(' ');
  return siteAuthor(NAMESPACE, { handle: from && String(from.id), name: name || from?.username });
}

/** Private groups have addresses for their members only; a talk with the bot has none. */
function addressOf({ chat: { id, username }, message_id }: TelegramMessage): string | null {
  if (username) return `https://t.me/${encodeURIComponent(username)}/${message_id}`;
  const supergroup = /^-100(\d+)$/.exec(String(id))?.[1];
  return supergroup === undefined ? null : `https://t.me/c/${supergroup}/${message_id}`;
}

function idOf(raw: unknown): unknown {
  const { update_id } = raw as { update_id?: unknown };
  return typeof update_id === 'number' ? `update ${update_id}` : null;
}
