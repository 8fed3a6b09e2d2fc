import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { BOT_ID, GROUP, messageOf, refuse, TelegramServer, TOKEN } from '../../support/channels/telegram-server.js';
import { TELEGRAM } from '../../../libs/connectors/src/telegram/telegram-definition.js';

const idOf = (id: number): string => `${GROUP.id}:${id}`;
const never = new AbortController().signal;

describeConnectorConformance({
  definition: TELEGRAM,
  async start() {
    const server = await TelegramServer.start();
    for (const id of [1, 2, 3, 4, 5]) server.say(id);
    const now = new Date();
    return {
      server,
      now,
      options: { baseUrl: server.http.origin, waitSeconds: 0 },
      externalIds: [1, 2, 3, 4, 5].map(idOf),
      kit: connectorKit([server.http.host], { secrets: { botToken: TOKEN }, now: () => now }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.say(6, { text: 6 }),
  limitRate: async ({ server, now }, retryAt) => {
    const retry_after = (retryAt.getTime() - now.getTime()) / 1000;
    server.http.instead = (_request, response) => refuse(response, 429, 'Too Many Requests', { retry_after });
  },
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => [...server.pending, server.sent.length],
});

describe('the Telegram connector', () => {
  let server: TelegramServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await TelegramServer.start();
    kit = connectorKit([server.http.host], { secrets: { botToken: TOKEN } });
    options = { baseUrl: server.http.origin, waitSeconds: 0 };
  });
  afterEach(() => server.stop());

  const open = () => TELEGRAM.create(TELEGRAM.options.parse(options), kit);

  it('reads what is said, with its thread, its quotation and who said it', async () => {
    server.say(1).say(2, {
      text: 'It never came 😡',
      reply_to_message: { message_id: 1 },
      quote: { text: 'Where is order 1?' },
      message_thread_id: 1,
    });
    const [, message] = (await poll(TELEGRAM, options, kit)).messages;
    expect(message).toMatchObject({
      externalId: idOf(2),
      channel: 'social',
      kind: 'person',
      author: { name: 'Vera Ivanova', handle: '9', namespace: 'telegram', address: null },
      sentAt: new Date('2026-03-02T10:02:00Z'),
      text: 'It never came 😡',
      quoted: 'Where is order 1?',
      url: 'https://t.me/acme_talk/2',
      references: [idOf(1)],
      tags: [],
    });
  });

  it('hears an edit as a new revision, and one that changed no words as none', async () => {
    server.say(1).say(2);
    const before = await poll(TELEGRAM, options, kit);
    server.add(3, { edited_message: messageOf(1, { text: 'It came!', edit_date: 1772445660 }) });
    server.add(4, { edited_message: messageOf(2, { edit_date: 1772445660 }) });
    const after = await poll(TELEGRAM, options, kit, before.cursor);
    const revisions = [...before.messages, ...after.messages].map(({ externalId, revision }) => [externalId, revision]);
    expect(after.messages.map(({ externalId, text }) => [externalId, text])).toEqual([
      [idOf(1), 'It came!'],
      [idOf(2), 'Where is order 2?'],
    ]);
    expect(revisions[0]![1]).not.toBe(revisions[2]![1]);
    expect(revisions[1]).toEqual(revisions[3]);
  });

  it('loses nothing of hundreds that come while it reads, and forgets none before it is stored', async () => {
    for (let id = 1; id <= 250; id += 1) server.say(id);
    let next = 250;
    server.beforeAnswer = () => void (next < 255 && server.say((next += 1)));
    const limits = { pageSize: 10, maxItemBytes: 1e6, since: null };
    const reading = open().poll(null, limits, never)[Symbol.asyncIterator]();
    const first = await reading.next();
    // The worker dies after its first page is stored; Telegram still has everything else.
    const rest = await poll(TELEGRAM, options, kit, first.done === true ? null : first.value.cursor, { pageSize: 10 });
    const again = await poll(TELEGRAM, options, kit, rest.cursor);
    const kept = first.done === true ? [] : first.value.messages.map(({ externalId }) => externalId);
    expect(new Set([...kept, ...rest.ids, ...again.ids]).size).toBe(next);
    expect(kept.length + rest.ids.length + again.ids.length).toBe(next);
  });

  it('waits for a message as long as it may, once it has read before', async () => {
    options = { ...options, waitSeconds: 5 };
    const before = await poll(TELEGRAM, options, kit);
    server.http.seen.splice(0);
    const reading = poll(TELEGRAM, options, kit, before.cursor);
    while (server.http.seen.length === 0) await new Promise(setImmediate);
    server.say(1);
    expect((await reading).ids).toEqual([idOf(1)]);
  });

  it('knows the answers of the house, and leaves aside what no customer says', async () => {
    options = { ...options, ownAccounts: ['@Vera_Care', '-100999'], chats: ['@acme_talk', '55'] };
    server
      .say(1)
      .say(2, { from: { id: 3, username: 'vera_care' }, reply_to_message: { message_id: 1 } })
      .say(3, { sender_chat: GROUP, from: { id: 1087968824, is_bot: true }, reply_to_message: { message_id: 1 } })
      .say(4, { sender_chat: { id: -100999, type: 'channel' }, reply_to_message: { message_id: 1 } })
      .say(5, { from: { id: BOT_ID, is_bot: true }, reply_to_message: { message_id: 1 } })
      .say(6, { from: { id: 3, username: 'vera_care' } })
      .say(7, { is_automatic_forward: true, sender_chat: { id: -1007, type: 'channel' } })
      .say(8, { text: undefined, new_chat_members: [] })
      .say(9, { text: '/start' })
      .say(10, { chat: { id: -5, type: 'group' } })
      .say(11, { chat: { id: 55, type: 'private' }, text: undefined, caption: 'Look at this' })
      .add(12, { channel_post: messageOf(12) })
      .add(13, { poll: {} })
      .say(14, { sender_chat: { id: -1008, type: 'channel', title: 'Vera’s own' } });
    const { messages, replies, pages } = await poll(TELEGRAM, options, kit);
    expect(messages.map(({ externalId, text, url, author }) => [externalId, text, url, author.name])).toEqual([
      [idOf(1), 'Where is order 1?', 'https://t.me/acme_talk/1', 'Vera Ivanova'],
      ['55:11', 'Look at this', null, 'Vera Ivanova'],
      [idOf(14), 'Where is order 14?', 'https://t.me/acme_talk/14', 'Vera’s own'],
    ]);
    expect(replies.map(({ externalId, answers }) => [externalId, answers])).toEqual(
      [2, 3, 4, 5].map((id) => [idOf(id), [idOf(1)]]),
    );
    expect(skippedIn(pages)).toEqual({
      'own-post': 3,
      'no-text': 1,
      command: 1,
      'other-chat': 1,
      'other-update': 1,
    });
  });

  it('says that messages may be lost when it could not ask for a day, and reads on', async () => {
    server.say(1);
    const { cursor } = await poll(TELEGRAM, options, kit);
    kit = connectorKit([server.http.host], {
      secrets: { botToken: TOKEN },
      now: () => new Date(Date.now() + 25 * 3_600_000),
    });
    const failure = await failureOf(poll(TELEGRAM, options, kit, cursor));
    expect(failure.kind).toBe('cursor_lost');
    expect(failure.message).toContain('keeps messages for a day');
    server.say(2);
    expect((await poll(TELEGRAM, options, kit)).ids).toEqual([idOf(1), idOf(2)]);
  });

  it('does not trust old numbers after a silence of a week', async () => {
    server.say(1_000_000);
    const { cursor } = await poll(TELEGRAM, options, kit);
    const stale = { ...cursor, newsAt: new Date(Date.now() - 8 * 24 * 3_600_000).toISOString() };
    // What was read is confirmed by the next reading; meanwhile the numbers began anew.
    server.say(1_000_001);
    await poll(TELEGRAM, options, kit, cursor);
    server.forget();
    server.say(17);
    expect((await poll(TELEGRAM, options, kit, stale)).ids).toEqual([idOf(17)]);
  });

  it('answers below the message, and says what became of it', async () => {
    server.say(1);
    const [message] = (await poll(TELEGRAM, options, kit)).messages;
    const receipt = await open().reply!(answerTo(message!, 'Sorry!'), never);
    expect(receipt.externalId).toBe(`${GROUP.id}:9001`);
    expect(server.sent).toEqual([{ chat_id: GROUP.id, text: 'Sorry!', reply_parameters: { message_id: 1 } }]);
    server.blockedBy.add(GROUP.id);
    expect((await failureOf(open().reply!(answerTo(message!, 'Sorry!'), never))).kind).toBe('refused');
    server.http.instead = (_request, response) => refuse(response, 400, 'Bad Request: message to be replied not found');
    expect((await failureOf(open().reply!(answerTo(message!, 'Sorry!'), never))).kind).toBe('refused');
    server.http.instead = (_request, response) => response.destroy();
    expect((await failureOf(open().reply!(answerTo(message!, 'Sorry!'), never))).kind).toBe('uncertain');
  });

  it.each([
    [401, 'Unauthorized', 'credentials_rejected'],
    [404, 'Not Found', 'credentials_rejected'],
    [409, 'Conflict: terminated by other getUpdates request', 'unreachable'],
    [409, "Conflict: can't use getUpdates method while webhook is active", 'misconfigured'],
    [429, 'Too Many Requests: retry after 7', 'rate_limited'],
    [502, 'Bad Gateway', 'unreachable'],
  ])('takes %s %s for %s, and tells nobody its token', async (code, description, kind) => {
    server.http.instead = (_request, response) => refuse(response, code, description, { retry_after: 7 });
    const failure = await failureOf(poll(TELEGRAM, options, kit));
    expect(failure.kind).toBe(kind);
    expect(JSON.stringify([failure.message, String(failure.stack), failure.cause])).not.toContain('AAHdq');
  });

  it('tells nobody its token where an answer cannot be read, either', async () => {
    server.http.instead = (_request, response) => response.end('<html>');
    const failure = await failureOf(poll(TELEGRAM, options, kit));
    expect(failure.kind).toBe('unreadable');
    expect(failure.message).not.toContain('AAHdq');
  });

  it('refuses what is no token before it asks anybody', async () => {
    kit = connectorKit([server.http.host], { secrets: { botToken: 'hello' } });
    expect((await failureOf(poll(TELEGRAM, options, kit))).kind).toBe('credentials_rejected');
    expect(server.http.seen).toEqual([]);
  });

  it('where Telegram delivers, makes sure that it can', async () => {
    options = { ...options, delivery: 'webhook' };
    const read = async () => {
      const pages: unknown[] = [];
      for await (const page of open().poll(null, { pageSize: 10, maxItemBytes: 1e6, since: null }, never))
        pages.push(page);
      return pages;
    };
    expect((await failureOf(read())).message).toContain('knows no webhook');
    server.webhook = { url: 'https://earshot.shop.example/api/v1/intake/7/push' };
    expect(await read()).toEqual([]);
    server.webhook = {
      ...server.webhook,
      pending_update_count: 3,
      last_error_date: Math.floor(Date.now() / 1000) - 60,
      last_error_message: 'Wrong response from the webhook: 401 Unauthorized',
    };
    const failure = await failureOf(read());
    expect([failure.kind, failure.message]).toEqual(['unreachable', expect.stringContaining('3 updates')]);
  });

  it('says at its check what the bot does not see', async () => {
    server.readsAllMessages = false;
    server.say(1);
    const check = await open().verify(never);
    expect(check.warnings.join()).toContain('/setprivacy');
    expect(check.preview.map(({ externalId }) => externalId)).toEqual([idOf(1)]);
    expect(server.pending).toEqual([1]);
  });
});
