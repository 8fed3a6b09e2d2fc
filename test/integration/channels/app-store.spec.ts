import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { APP_ID, AppStoreServer, EC_PEM, type FakeAppReview } from '../../support/channels/app-store-server.js';
import { RSA_PEM } from '../../support/channels/google-play-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { APP_STORE } from '../../../libs/connectors/src/app-store/app-store-definition.js';

const review = (id: number, more: Partial<FakeAppReview> = {}): FakeAppReview => ({
  id: `as-${id}`,
  createdDate: new Date(Date.UTC(2026, 2, 2, 10, id)).toISOString(),
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => review(id));
const KEY = { issuerId: '57246542-96fe-1a63-e053-0824d011072a', keyId: '2X9R4HXF34' };
const never = new AbortController().signal;

describeConnectorConformance({
  definition: APP_STORE,
  async start() {
    const server = await AppStoreServer.start();
    server.reviews.push(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin, appId: APP_ID, ...KEY },
      externalIds: FIVE.map(({ id }) => id),
      kit: connectorKit([server.http.host], { secrets: { privateKey: EC_PEM } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.reviews.push(review(6, { rating: 'two' })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.posted,
});

describe('the App Store connector', () => {
  let server: AppStoreServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await AppStoreServer.start();
    kit = connectorKit([server.http.host], { secrets: { privateKey: EC_PEM } });
    options = { baseUrl: server.http.origin, feedBaseUrl: server.http.origin, appId: APP_ID, ...KEY };
  });
  afterEach(() => server.stop());

  const open = () => APP_STORE.create(APP_STORE.options.parse(options), kit);

  it('reads reviews with their answers, and changes of both', async () => {
    server.reviews.push(review(1), review(2, { answer: 'Sorry!' }));
    const before = await poll(APP_STORE, options, kit);
    expect(before.messages).toMatchObject([
      { externalId: 'as-1', subject: 'Slow', text: 'Order as-1 is late', rating: 2, author: { name: 'vera' } },
      { externalId: 'as-2' },
    ]);
    expect(before.replies).toMatchObject([{ externalId: 'as-2#answer', answers: ['as-2'], text: 'Sorry!' }]);
    server.reviews[0] = review(1, { body: 'It came', rating: 5, answer: 'Great!' });
    const after = await poll(APP_STORE, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: 'as-1', text: 'It came', rating: 5 }]);
    expect(after.replies).toMatchObject([{ externalId: 'as-1#answer' }]);
  });

  it('answers a review', async () => {
    server.reviews.push(review(1));
    const [message] = (await poll(APP_STORE, options, kit)).messages;
    expect(await open().reply!(answerTo(message!, 'Sorry!'), never)).toMatchObject({ externalId: 'as-1#answer' });
    expect(server.posted).toMatchObject([
      { data: { attributes: { responseBody: 'Sorry!' }, relationships: { review: { data: { id: 'as-1' } } } } },
    ]);
    expect(await open().findReply!(answerTo(message!, 'Sorry!'), never)).toBeNull();
    const standing = { data: { type: 'customerReviewResponses', id: 'r1', attributes: { responseBody: 'Sorry!' } } };
    server.http.serve('/v1/customerReviews/as-1/response', JSON.stringify(standing));
    expect(await open().findReply!(answerTo(message!, 'Sorry!'), never)).toMatchObject({ externalId: 'as-1#answer' });
    expect(await open().findReply!(answerTo(message!, 'Other words'), never)).toBeNull();
  });

  it('waits when the budget of the hour is spent', async () => {
    const now = new Date('2026-03-03T12:00:00Z');
    kit = connectorKit([server.http.host], { now: () => now, secrets: { privateKey: EC_PEM } });
    server.reviews.push(review(1));
    server.remaining = 0;
    expect((await poll(APP_STORE, options, kit)).pages[0]?.notBefore).toEqual(new Date('2026-03-03T13:00:00Z'));
  });

  it('takes a key that was entered on one line', async () => {
    server.reviews.push(review(1));
    kit = connectorKit([server.http.host], { secrets: { privateKey: EC_PEM.trim().replaceAll('\n', '\\n') } });
    expect((await poll(APP_STORE, options, kit)).ids).toEqual(['as-1']);
  });

  it('refuses a key of another kind or none', async () => {
    for (const privateKey of ['', 'AuthKey_2X9R4HXF34.p8', RSA_PEM]) {
      kit = connectorKit([server.http.host], { secrets: { privateKey } });
      expect((await failureOf(poll(APP_STORE, options, kit))).kind).toBe('credentials_rejected');
    }
  });

  describe('without a key', () => {
    const entry = (id: number, more: Record<string, unknown> = {}) => ({
      id: { label: `f-${id}` },
      title: { label: 'Slow' },
      content: { label: `Order ${id} is late` },
      'im:rating': { label: '1' },
      updated: { label: `2026-03-02T0${id}:00:00-07:00` },
      author: { name: { label: 'vera' }, uri: { label: 'https://itunes.apple.com/reviews/id1' } },
      ...more,
    });

    beforeEach(() => {
      options = { ...options, issuerId: null, keyId: null, countries: ['FI', 'si'] };
    });

    it('reads the feeds of the countries, one entry or many or none', async () => {
      server.feed('fi', 1, [{ id: { label: APP_ID } }, entry(3), entry(2)]);
      server.feed('fi', 2, entry(1));
      server.feed('fi', 3, undefined);
      server.feed('si', 1, undefined);
      const { ids, messages, pages, cursor } = await poll(APP_STORE, options, kit);
      expect(ids).toEqual(['f-2', 'f-3', 'f-1']);
      expect(messages[2]).toMatchObject({ rating: 1, subject: 'Slow', sentAt: new Date('2026-03-02T08:00:00Z') });
      expect(skippedIn(pages)).toEqual({ 'not-a-review': 1 });
      expect((await poll(APP_STORE, options, kit, cursor)).ids).toEqual([]);
    });

    it('warns of the feed, and takes no answers', async () => {
      server.feed('fi', 1, [entry(1)]);
      server.feed('si', 1, undefined);
      expect((await open().verify(never)).warnings.join()).toContain('incomplete');
      expect(open().reply).toBeUndefined();
      expect(APP_STORE.whyNoReply!(APP_STORE.options.parse(options), { mailServer: false })).not.toBeNull();
    });
  });
});
