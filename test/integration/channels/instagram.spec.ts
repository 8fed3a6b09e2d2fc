import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { GraphServer, refuse, TOKEN } from '../../support/channels/graph-server.js';
import { answerTo, failureOf, poll } from '../../support/channels/polling.js';
import { INSTAGRAM } from '../../../libs/connectors/src/instagram/instagram-definition.js';

const ACCOUNT = '17841400';
const MEDIA = `${ACCOUNT}/media`;
const BELOW = '5001/comments';
const never = new AbortController().signal;

const picture = { id: '5001', permalink: 'https://www.instagram.com/p/Cxyz/' };
const comment = (n: number, more: Record<string, unknown> = {}) => ({
  id: `60${n}`,
  text: `Where is order ${n}?`,
  username: 'vera',
  from: { id: '9009', username: 'vera' },
  timestamp: new Date(Date.UTC(2026, 2, 2, 10, n)).toISOString().replace('.000Z', '+0000'),
  ...more,
});

describeConnectorConformance({
  definition: INSTAGRAM,
  async start() {
    const server = await GraphServer.start();
    server.add(MEDIA, picture).add(BELOW, ...[1, 2, 3, 4, 5].map((n) => comment(n)));
    return {
      server,
      options: { baseUrl: server.http.origin, accountId: ACCOUNT, username: 'acme' },
      externalIds: [1, 2, 3, 4, 5].map((n) => `60${n}`),
      kit: connectorKit([server.http.host], { secrets: { accessToken: TOKEN } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(BELOW, comment(6, { text: 6 })),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.written,
});

describe('the Instagram connector', () => {
  const NOW = new Date('2026-03-03T12:00:00Z');
  let server: GraphServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await GraphServer.start();
    server.add(MEDIA, picture).add(BELOW);
    kit = connectorKit([server.http.host], { now: () => NOW, secrets: { accessToken: TOKEN } });
    options = { baseUrl: server.http.origin, accountId: ACCOUNT, username: '@Acme' };
  });
  afterEach(() => server.stop());

  const open = () => INSTAGRAM.create(INSTAGRAM.options.parse(options), kit);

  it('reads comments with their answers, and knows those of the account', async () => {
    const ours = comment(2, { username: 'acme', from: undefined, text: 'Sorry!' });
    server.add(BELOW, comment(1, { replies: { data: [comment(3, { text: 'Still nothing' }), ours] } }));
    const { messages, replies } = await poll(INSTAGRAM, options, kit);
    expect(messages).toMatchObject([
      { externalId: '601', references: ['5001'], url: picture.permalink, author: { name: 'vera', handle: '9009' } },
      { externalId: '603', references: ['601', '5001'], text: 'Still nothing' },
    ]);
    expect(replies).toMatchObject([{ externalId: '602', answers: ['601', '5001'], text: 'Sorry!' }]);
  });

  it('loses nothing of hundreds, and hears a late answer in a known thread', async () => {
    for (let n = 1; n <= 130; n += 1) server.add(BELOW, comment(n));
    const before = await poll(INSTAGRAM, options, kit);
    expect(new Set(before.ids).size).toBe(130);
    server.replace(BELOW, comment(129, { replies: { data: [comment(500, { text: 'Nothing yet' })] } }));
    const after = await poll(INSTAGRAM, options, kit, before.cursor);
    expect(after.messages.map(({ text }) => text)).toEqual(['Nothing yet']);
  });

  it('answers a comment below it, and an answer in its thread by name', async () => {
    server.add(BELOW, comment(1, { replies: { data: [comment(2)] } })).add('601/replies');
    const [first, second] = (await poll(INSTAGRAM, options, kit)).messages;
    await open().reply!(answerTo(first!, 'Sorry!'), never);
    await open().reply!(answerTo(second!, 'Sorry again!'), never);
    expect(server.written).toEqual([
      { path: '601/replies', message: 'Sorry!' },
      { path: '601/replies', message: '@vera Sorry again!' },
    ]);
    const answer = answerTo(second!, 'Sorry again!', { writtenAt: NOW });
    expect(await open().findReply!(answer, never)).toBeNull();
    const sent = { username: 'acme', from: undefined, text: '@vera Sorry again!', timestamp: NOW.toISOString() };
    server.add('601/replies', comment(9, sent));
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: '609' });
    server.http.instead = (_request, response) => refuse(response, 100);
    expect((await failureOf(open().reply!(answer, never))).kind).toBe('refused');
  });
});
