import { describeConnectorConformance } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always, json } from '../../support/channels/answering.js';
import { answerTo, failureOf, poll } from '../../support/channels/polling.js';
import { startTrustpilot, UNIT } from '../../support/channels/trustpilot-server.js';
import { TRUSTPILOT } from '../../../libs/connectors/src/trustpilot/trustpilot-definition.js';

const never = new AbortController().signal;
const review = (id: number, more: Record<string, unknown> = {}) => ({
  id: `tp-${id}`,
  consumer: { id: 'c1', displayName: 'Vera' },
  stars: 1,
  title: 'Late',
  text: `Order ${id} is late`,
  language: 'fi',
  createdAt: new Date(Date.UTC(2026, 2, 2, 10) + id * 60_000).toISOString(),
  updatedAt: null,
  companyReply: null,
  ...more,
});

describeConnectorConformance({
  definition: TRUSTPILOT,
  async start() {
    const server = await startTrustpilot();
    for (const id of [1, 2, 3, 4, 5]) server.add(id, review(id));
    return {
      server,
      options: { baseUrl: server.http.origin, businessUnitId: UNIT },
      externalIds: [1, 2, 3, 4, 5].map((id) => `tp-${id}`),
      kit: connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(6, review(6, { stars: 'one' })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the Trustpilot connector', () => {
  it('reads hundreds of reviews with their replies, and what changes of both', async () => {
    const server = await startTrustpilot();
    const kit = connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } });
    const options = { baseUrl: server.http.origin, businessUnitId: UNIT };
    for (let id = 1; id <= 250; id += 1) server.add(id, review(id));
    const before = await poll(TRUSTPILOT, options, kit);
    expect(before.ids).toHaveLength(250);
    expect(before.messages[0]).toMatchObject({
      channel: 'review',
      rating: 1,
      subject: 'Late',
      language: 'fi',
      author: { name: 'Vera', handle: 'c1', namespace: 'trustpilot.com' },
    });
    const createdAt = '2026-03-02T15:00:00Z';
    server.replace(249, review(249, { companyReply: { text: 'Sorry!', createdAt } }));
    server.replace(250, review(250, { stars: 5, text: 'It came', updatedAt: createdAt }));
    const after = await poll(TRUSTPILOT, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: 'tp-250', rating: 5, sentAt: new Date(createdAt) }]);
    expect(after.replies).toMatchObject([{ externalId: 'tp-249#answer', answers: ['tp-249'], text: 'Sorry!' }]);
    const wrong = connectorKit([server.http.host], { secrets: { apiKey: 'old' } });
    expect((await failureOf(poll(TRUSTPILOT, options, wrong))).kind).toBe('credentials_rejected');
    await server.stop();
  });

  it('reads on behind a page that is shorter than was asked for where the service names another', async () => {
    const server = await startTrustpilot();
    const kit = connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } });
    for (let id = 1; id <= 250; id += 1) server.add(id, review(id));
    server.hidesLast = true;
    const { ids } = await poll(TRUSTPILOT, { baseUrl: server.http.origin, businessUnitId: UNIT }, kit);
    await server.stop();
    expect(ids).toHaveLength(248);
  });

  it('answers as a user of the company, with one token for many answers', async () => {
    const server = await startTrustpilot();
    const secrets = { apiKey: 'good-key', apiSecret: 'good-secret' };
    const kit = connectorKit([server.http.host], { secrets });
    const businessUserId = '5f0c1d2e3b4a596877665544';
    const options = { baseUrl: server.http.origin, businessUnitId: UNIT, businessUserId };
    server.add(1, review(1)).add(2, review(2));
    const basic = `Basic ${Buffer.from('good-key:good-secret').toString('base64')}`;
    server.http.on('/v1/oauth/oauth-business-users-for-applications/accesstoken', ({ headers, body }, response) =>
      headers['authorization'] === basic && body === 'grant_type=client_credentials'
        ? json(response, { access_token: 'token', expires_in: '359999' })
        : json(response, {}, {}, 401),
    );
    const written: unknown[] = [];
    for (const id of ['tp-1', 'tp-2'])
      server.http.on(`/v1/private/reviews/${id}/reply`, ({ headers, body }, response) => {
        if (headers['authorization'] !== 'Bearer token') return json(response, {}, {}, 401);
        written.push(JSON.parse(body));
        json(response, { reply: { message: 'x' } }, {}, 201);
      });
    const messages = (await poll(TRUSTPILOT, options, kit)).messages;
    const connector = TRUSTPILOT.create(TRUSTPILOT.options.parse(options), kit);
    const answer = answerTo(messages[0]!, 'We are sorry.');
    expect(await connector.reply!(answer, never)).toMatchObject({ externalId: 'tp-1#answer' });
    await connector.reply!(answerTo(messages[1]!, 'You, too.'), never);
    expect(written).toEqual([
      { message: 'We are sorry.', authorBusinessUserId: businessUserId },
      { message: 'You, too.', authorBusinessUserId: businessUserId },
    ]);
    expect(server.http.seen.filter(({ url }) => url.endsWith('accesstoken'))).toHaveLength(1);
    server.http.on('/v1/reviews/tp-1', (_request, response) => json(response, { id: 'tp-1', companyReply: null }));
    expect(await connector.findReply!(answer, never)).toBeNull();
    const companyReply = { text: 'We are sorry.', createdAt: '2026-03-02T15:00:00Z' };
    server.http.on('/v1/reviews/tp-1', (_request, response) => json(response, { id: 'tp-1', companyReply }));
    expect(await connector.findReply!(answer, never)).toMatchObject({ externalId: 'tp-1#answer' });
    server.http.on('/v1/private/reviews/tp-1/reply', (_request, response) => json(response, {}, {}, 404));
    expect((await failureOf(connector.reply!(answer, never))).kind).toBe('refused');
    server.http.on('/v1/private/reviews/tp-1/reply', (_request, response) => response.destroy());
    expect((await failureOf(connector.reply!(answer, never))).kind).toBe('uncertain');
    expect(
      TRUSTPILOT.whyNoReply!(TRUSTPILOT.options.parse({ businessUnitId: UNIT }), { mailServer: true }),
    ).not.toBeNull();
    await server.stop();
  });
});
