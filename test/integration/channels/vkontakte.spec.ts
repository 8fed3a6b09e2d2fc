import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { answerTo, failureOf, poll } from '../../support/channels/polling.js';
import { COMMUNITY, refuse, VkontakteServer, type FakeComment } from '../../support/channels/vkontakte-server.js';
import { VKONTAKTE } from '../../../libs/connectors/src/vkontakte/vkontakte-definition.js';

const comment = (id: number, more: Partial<FakeComment> = {}): FakeComment => ({
  id,
  from_id: 9,
  owner_id: -COMMUNITY,
  post_id: 7,
  date: Date.UTC(2026, 2, 2, 10, id) / 1000,
  text: `Где заказ ${id}?`,
  ...more,
});
const idOf = (id: number): string => `-${COMMUNITY}_7_${id}`;
const never = new AbortController().signal;

describeConnectorConformance({
  definition: VKONTAKTE,
  async start() {
    const server = await VkontakteServer.start();
    server.comments.push(...[1, 2, 3, 4, 5].map((id) => comment(id)));
    return {
      server,
      options: { baseUrl: server.http.origin, communityId: COMMUNITY },
      externalIds: [1, 2, 3, 4, 5].map(idOf),
      kit: connectorKit([server.http.host], { secrets: { accessToken: 'good-token' } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.comments.push(comment(6, { text: 6 })),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => [...server.guids],
});

describe('the VKontakte connector', () => {
  const NOW = new Date('2026-03-03T12:00:00Z');
  let server: VkontakteServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await VkontakteServer.start();
    kit = connectorKit([server.http.host], { secrets: { accessToken: 'good-token' } });
    options = { baseUrl: server.http.origin, communityId: COMMUNITY };
  });
  afterEach(() => server.stop());

  it('reads comments with their answers, edits and what was taken away', async () => {
    server.comments.push(
      comment(1),
      comment(2, { reply_to_comment: 1, parents_stack: [1], from_id: -COMMUNITY, text: '[id9|Вера], простите!' }),
      comment(3),
    );
    const before = await poll(VKONTAKTE, options, kit);
    expect(before.messages).toMatchObject([
      {
        externalId: idOf(1),
        text: 'Где заказ 1?',
        author: { name: 'Вера Иванова', handle: '9', namespace: 'vk.com' },
        references: [`-${COMMUNITY}_7`],
        url: `https://vk.com/wall-${COMMUNITY}_7?reply=1`,
      },
      { externalId: idOf(3) },
    ]);
    expect(before.replies).toMatchObject([{ answers: [idOf(1), `-${COMMUNITY}_7`], text: 'Вера, простите!' }]);
    server.comments[0] = comment(1, { text: 'Пришёл' });
    server.comments[2] = comment(3, { text: '', deleted: true });
    const after = await poll(VKONTAKTE, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: idOf(1), text: 'Пришёл' }]);
    expect(after.pages.flatMap(({ removed }) => removed ?? [])).toEqual([idOf(3)]);
  });

  it('reads on where a page is shorter than was asked for and the service counts more', async () => {
    for (let id = 1; id <= 50; id += 1) server.comments.push(comment(id));
    server.longestPage = 20;
    expect((await poll(VKONTAKTE, options, kit)).ids).toHaveLength(50);
  });

  it('finds public posts', async () => {
    server.found.push(comment(5, { owner_id: 9, post_id: undefined, text: 'Acme потерял заказ' }));
    const { messages } = await poll(VKONTAKTE, { baseUrl: server.http.origin, searches: ['acme'] }, kit);
    expect(messages).toMatchObject([{ externalId: '9_5', url: 'https://vk.com/wall9_5', references: [] }]);
  });

  it('reads discussions and visitors’ posts where it is asked to, and answers in a discussion by naming the post', async () => {
    options = { ...options, topics: 5, visitorPosts: true };
    server.visitorPosts.push(comment(3, { owner_id: -COMMUNITY, post_id: undefined, text: 'Никто не отвечает!' }));
    for (let id = 1; id <= 130; id += 1)
      server.discussion.push(comment(id, { post_id: undefined, owner_id: undefined }));
    const text = `[id9:bp-${COMMUNITY}_5|Вера], простите`;
    server.discussion.push(comment(131, { post_id: undefined, owner_id: undefined, from_id: -COMMUNITY, text }));
    const { messages, replies, cursor } = await poll(VKONTAKTE, options, kit);
    expect(messages).toHaveLength(131);
    expect(messages.find(({ externalId }) => externalId === `-${COMMUNITY}_3`)?.text).toBe('Никто не отвечает!');
    const asked = messages.find(({ externalId }) => externalId === `topic-${COMMUNITY}_4_130`);
    expect(asked).toMatchObject({
      channel: 'forum',
      author: { name: 'Вера Иванова' },
      url: `https://vk.com/topic-${COMMUNITY}_4?post=130`,
    });
    expect(replies).toMatchObject([{ answers: [`topic-${COMMUNITY}_4_5`], text: 'Вера, простите' }]);
    const connector = VKONTAKTE.create(VKONTAKTE.options.parse(options), kit);
    const answer = answerTo(asked!, 'Простите!');
    expect(await connector.findReply!(answer, never)).toBeNull();
    const receipt = await connector.reply!(answer, never);
    expect(await connector.reply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect(server.discussion.at(-1)?.text).toBe(`[id9:bp-${COMMUNITY}_130|Вера Иванова], Простите!`);
    expect(await connector.findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect((await poll(VKONTAKTE, options, kit, cursor)).replies).toMatchObject([{ externalId: receipt.externalId }]);
  });

  it('answers in the name of the community, once', async () => {
    server.comments.push(comment(1));
    const [message] = (await poll(VKONTAKTE, options, kit)).messages;
    const answer = answerTo(message!, 'Простите!');
    const connector = VKONTAKTE.create(VKONTAKTE.options.parse(options), kit);
    expect(await connector.findReply!(answer, never)).toBeNull();
    const receipt = await connector.reply!(answer, never);
    expect(await connector.reply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect(server.comments).toHaveLength(2);
    expect(await connector.findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    server.http.instead = (_request, response) => refuse(response, 213);
    expect(await failureOf(connector.reply!(answer, never))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    [5, 'credentials_rejected', null],
    [6, 'rate_limited', 1_000],
    [9, 'rate_limited', 600_000],
    [29, 'rate_limited', 3_600_000],
    [10, 'unreachable', null],
    [100, 'misconfigured', null],
  ])('takes error %s for %s', async (code, kind, pause) => {
    kit = connectorKit([server.http.host], { now: () => NOW, secrets: { accessToken: 'good-token' } });
    server.http.instead = (_request, response) => refuse(response, code);
    const retryAt = pause === null ? null : new Date(NOW.getTime() + pause);
    expect(await failureOf(poll(VKONTAKTE, options, kit))).toMatchObject({ kind, retryAt });
  });
});
