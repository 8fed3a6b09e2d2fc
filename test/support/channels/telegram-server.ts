import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json } from './answering.js';

export const BOT_ID = 110201543;
export const TOKEN = `${BOT_ID}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw`;
/** A supergroup, as Telegram numbers them. */
export const GROUP = { id: -1001234, type: 'supergroup', username: 'acme_talk', title: 'Acme' };

type Body = Record<string, unknown>;

/**
 * Behaves as the Bot API: updates wait until one with a higher number is asked for, and are then forgotten; a question may
 * wait for news; who sets a webhook is not answered; a bot never hears of what it says itself.
 */
export class TelegramServer {
  readonly sent: Body[] = [];
  /** Who has blocked the bot, by the number of their chat. */
  readonly blockedBy = new Set<number>();
  readsAllMessages = true;
  webhook: Body = { url: '' };
  beforeAnswer: (body: Body) => void = () => undefined;
  private updates: { update_id: number; [field: string]: unknown }[] = [];
  private waiting: (() => void)[] = [];

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<TelegramServer> {
    const server = new TelegramServer(await HttpServer.start());
    const on = (method: string, answer: (body: Body, response: ServerResponse) => void) =>
      server.http.on(`/bot${TOKEN}/${method}`, (request, response) => answer(bodyOf(request), response));
    on('getMe', (_body, response) =>
      ok(response, {
        id: BOT_ID,
        is_bot: true,
        username: 'acme_bot',
        can_read_all_group_messages: server.readsAllMessages,
      }),
    );
    on('getWebhookInfo', (_body, response) => ok(response, { pending_update_count: 0, ...server.webhook }));
    on('getUpdates', (body, response) => server.give(body, response));
    on('sendMessage', (body, response) => server.send(body, response));
    return server;
  }

  /** @param more of the update besides its number */
  add(update_id: number, more: Body): this {
    this.updates.push({ update_id, ...more });
    for (const wake of this.waiting.splice(0)) wake();
    return this;
  }

  say(update_id: number, more: Body = {}): this {
    return this.add(update_id, { message: messageOf(update_id, more) });
  }

  /** A day has gone by. */
  forget(): void {
    this.updates = [];
  }

  get pending(): readonly number[] {
    return this.updates.map(({ update_id }) => update_id);
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private give(body: Body, response: ServerResponse): void {
    if (this.webhook['url'] !== '')
      return refuse(response, 409, "Conflict: can't use getUpdates method while webhook is active");
    this.beforeAnswer(body);
    const offset = Number(body['offset'] ?? 0);
    if (offset > 0) this.updates = this.updates.filter(({ update_id }) => update_id >= offset);
    const answer = () => ok(response, this.updates.slice(0, Number(body['limit'] ?? 100)));
    if (this.updates.length > 0 || !body['timeout']) return answer();
    const timer = setTimeout(answer, Number(body['timeout']) * 1000).unref();
    this.waiting.push(() => {
      clearTimeout(timer);
      answer();
    });
  }

  private send(body: Body, response: ServerResponse): void {
    const chatId = Number(body['chat_id']);
    if (this.blockedBy.has(chatId)) return refuse(response, 403, 'Forbidden: bot was blocked by the user');
    if (String(body['text']).length > 4096) return refuse(response, 400, 'Bad Request: message is too long');
    this.sent.push(body);
    ok(response, { message_id: 9000 + this.sent.length, chat: { id: chatId }, date: Math.floor(Date.now() / 1000) });
  }
}

/** What somebody says in the group, a minute after the one before. */
export function messageOf(id: number, more: Body = {}): Body {
  return {
    message_id: id,
    date: Date.UTC(2026, 2, 2, 10, id % 60) / 1000,
    chat: GROUP,
    from: { id: 9, is_bot: false, first_name: 'Vera', last_name: 'Ivanova', username: 'vera', language_code: 'ru' },
    text: `Where is order ${id}?`,
    ...more,
  };
}

export function refuse(response: ServerResponse, error_code: number, description: string, parameters?: Body): void {
  json(response, { ok: false, error_code, description, ...(parameters && { parameters }) }, {}, error_code);
}

function ok(response: ServerResponse, result: unknown): void {
  json(response, { ok: true, result });
}

function bodyOf({ body }: SeenRequest): Body {
  return body === '' ? {} : (JSON.parse(body) as Body);
}
