import {
  pageOfItems,
  readItem,
  type Connector,
  type ConnectorKit,
  type OutgoingReply,
  type Page,
  type PollLimits,
  type ReplyReceipt,
  type SourceCheck,
} from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';
import { BotApi } from './bot-api.js';
import { readBotToken, type BotToken } from './bot-token.js';
import { botOf } from './bot.js';
import { placeOf, READ_UPDATES, updateReader } from './message-mapper.js';
import { isWorthNoting, positionFrom, type TelegramCursor } from './telegram-cursor.js';
import type { TelegramOptions } from './telegram-options.js';

/** What the API gives at most. */
const MAX_UPDATES = 100;
const PREVIEW_COUNT = 5;
const PREVIEW_ITEM_BYTES = 256 * 1024;
/** A delivery that failed longer ago than this has been made up for. Milliseconds. */
const RECENT_MS = 15 * 60_000;

const updates = z.array(z.unknown());
const numbered = z.object({ update_id: z.int() });
const me = z.object({ username: z.string().nullish(), can_read_all_group_messages: z.boolean().nullish() });
const webhookInfo = z.object({
  url: z.string().default(''),
  pending_update_count: z.number().default(0),
  last_error_date: z.number().nullish(),
  last_error_message: z.string().nullish(),
});

/** Reads what a bot is told in groups, below the posts of channels and in talks with it, and answers there. */
export class TelegramConnector implements Connector<TelegramCursor> {
  constructor(
    private readonly options: TelegramOptions,
    private readonly kit: ConnectorKit,
  ) {}

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const api = this.api();
    const { username, can_read_all_group_messages } = await api.call('getMe', {}, me, signal);
    const warnings = can_read_all_group_messages
      ? []
      : ['The bot sees only what is said to it: switch its privacy mode off with /setprivacy at @BotFather'];
    const summary = `@${username ?? 'bot'}: ${this.options.chats.length === 0 ? 'all its chats' : this.options.chats.join(', ')}`;
    if (this.options.delivery === 'webhook') {
      const fault = this.webhookFault(await api.call('getWebhookInfo', {}, webhookInfo, signal));
      return { summary, warnings: [...warnings, ...(fault === null ? [] : [fault])], preview: [] };
    }
    // Without an offset and a list of kinds nothing is confirmed or set.
    const raws = await api.call('getUpdates', { limit: MAX_UPDATES, timeout: 0 }, updates, signal);
    const items = this.itemsOf(raws, { maxItemBytes: PREVIEW_ITEM_BYTES, since: null });
    const messages = items.flatMap(({ outcome }) => ('message' in outcome ? [outcome.message] : []));
    return { summary, warnings, preview: messages.slice(-PREVIEW_COUNT).reverse() };
  }

  async *poll(
    from: TelegramCursor | null,
    limits: PollLimits,
    signal: AbortSignal,
  ): AsyncIterable<Page<TelegramCursor>> {
    signal.throwIfAborted();
    const api = this.api();
    if (this.options.delivery === 'webhook') return this.checkWebhook(api, signal);
    let position = positionFrom(from, this.kit.now());
    for (let batch = 0; ; batch += 1) {
      const question = this.question(position, from !== null && batch === 0);
      const given = await api.call('getUpdates', question, updates, signal);
      const raws = given.filter(isNew(position));
      for (const page of this.pagesOf(raws, position, limits)) {
        signal.throwIfAborted();
        position = page.cursor;
        yield page;
      }
      if (given.length < MAX_UPDATES || lastNumber(raws) === null) break;
    }
    if (position.newsAt === (from?.newsAt ?? null) && isWorthNoting(from, this.kit.now()))
      yield pageOfItems([], 0, position, null);
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const place = /^(-?\d+):(\d+)$/.exec(outgoing.answers.externalId);
    if (place === null) throw new ReplyError('refused', 'The message is not one of Telegram');
    const chatId = Number(place[1]);
    const sent = await this.api().send(
      'sendMessage',
      { chat_id: chatId, text: outgoing.text, reply_parameters: { message_id: Number(place[2]) } },
      z.object({ message_id: z.int() }),
      signal,
    );
    const externalId = placeOf(chatId, sent.message_id);
    return { externalId, threadId: externalId, sentAt: this.kit.now() };
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private api(): BotApi {
    return new BotApi(this.options.baseUrl, this.token().token, this.kit);
  }

  private token(): BotToken {
    return readBotToken(this.kit.secrets['botToken']);
  }

  private question({ next }: TelegramCursor, mayWait: boolean): Record<string, unknown> {
    return {
      ...(next !== null && { offset: next }),
      limit: MAX_UPDATES,
      timeout: mayWait ? this.options.waitSeconds : 0,
      allowed_updates: READ_UPDATES,
    };
  }

  private itemsOf(raws: readonly unknown[], { maxItemBytes, since }: Pick<PollLimits, 'maxItemBytes' | 'since'>) {
    const reader = updateReader(botOf(this.options, this.token().botId, since, this.kit.now()));
    return raws.map((raw) => readItem(raw, reader, maxItemBytes));
  }

  /** Oldest first, as they are given; each page goes on behind its last update. */
  private *pagesOf(
    raws: readonly unknown[],
    before: TelegramCursor,
    limits: PollLimits,
  ): Generator<Page<TelegramCursor>> {
    const newsAt = this.kit.now().toISOString();
    let next = before.next;
    for (let start = 0; start < raws.length; start += limits.pageSize) {
      const part = raws.slice(start, start + limits.pageSize);
      const last = lastNumber(part);
      if (last !== null) next = last + 1;
      yield pageOfItems(this.itemsOf(part, limits).reverse(), 0, { ...before, next, newsAt }, null);
    }
  }

  /** Where Telegram delivers, a poll only makes sure that it can. */
  private async checkWebhook(api: BotApi, signal: AbortSignal): Promise<void> {
    const fault = this.webhookFault(await api.call('getWebhookInfo', {}, webhookInfo, signal));
    if (fault !== null)
      throw new ConnectorError('unreachable', fault, { advice: 'See the README of this channel on setWebhook.' });
  }

  private webhookFault(info: z.output<typeof webhookInfo>): string | null {
    if (info.url === '') return 'Telegram knows no webhook of this bot, so it delivers nothing';
    const failedAt = (info.last_error_date ?? 0) * 1000;
    const fails = info.pending_update_count > 0 && failedAt > this.kit.now().getTime() - RECENT_MS;
    if (!fails) return null;
    return `Telegram cannot deliver ${info.pending_update_count} updates (${info.last_error_message ?? 'no reason given'})`;
  }
}

function lastNumber(raws: readonly unknown[]): number | null {
  const numbers = raws.flatMap((raw) => numbered.safeParse(raw).data?.update_id ?? []);
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** What is stored is no news, should it be given all the same. */
function isNew({ next }: TelegramCursor): (raw: unknown) => boolean {
  return (raw) => next === null || (numbered.safeParse(raw).data?.update_id ?? next) >= next;
}
