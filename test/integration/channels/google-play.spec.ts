import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { GooglePlayServer, type FakePlayReview } from '../../support/channels/google-play-server.js';
import { answerTo, failureOf, poll } from '../../support/channels/polling.js';
import { GOOGLE_PLAY } from '../../../libs/connectors/src/google-play/google-play-definition.js';

const START = Date.UTC(2026, 2, 2, 10) / 1000;
const review = (id: number, more: Partial<FakePlayReview> = {}): FakePlayReview => ({
  reviewId: `gp-${id}`,
  seconds: START + id * 60,
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => review(id));
const never = new AbortController().signal;

describeConnectorConformance({
  definition: GOOGLE_PLAY,
  async start() {
    const server = (await GooglePlayServer.start()).add(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin, packageName: 'com.example.shop' },
      externalIds: FIVE.map(({ reviewId }) => reviewId),
      kit: connectorKit([server.http.host], { secrets: { serviceAccount: server.keyFile() } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(review(6, { text: null })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.replies,
});

describe('the Google Play connector', () => {
  let server: GooglePlayServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await GooglePlayServer.start();
    kit = connectorKit([server.http.host], { secrets: { serviceAccount: server.keyFile() } });
    options = { baseUrl: server.http.origin, packageName: 'com.example.shop' };
  });
  afterEach(() => server.stop());

  const open = () => GOOGLE_PLAY.create(GOOGLE_PLAY.options.parse(options), kit);

  it('reads stars, language, title and text of a review', async () => {
    server.add(review(1), review(2, { text: '\tNo title 😡', starRating: 1 }));
    const { messages } = await poll(GOOGLE_PLAY, options, kit);
    expect(messages).toMatchObject([
      {
        externalId: 'gp-1',
        channel: 'review',
        subject: 'Slow',
        text: 'Order gp-1 is late',
        rating: 2,
        language: 'de-AT',
        author: { name: 'Vera', handle: null },
        sentAt: new Date((START + 60) * 1000),
        url: 'https://play.google.com/store/apps/details?id=com.example.shop&reviewId=gp-1',
      },
      { subject: null, text: 'No title 😡', rating: 1 },
    ]);
  });

  it('hears a changed review again, dated when it was changed', async () => {
    server.add(...FIVE);
    const before = await poll(GOOGLE_PLAY, options, kit);
    server.reviews[0] = review(1, { seconds: START + 3600, text: 'Worse\tStill late', starRating: 1 });
    const after = await poll(GOOGLE_PLAY, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: 'gp-1', rating: 1, revision: '2026-03-02T11:00:00.000Z' }]);
  });

  it('knows the answer to a review, and gives one, however often it is asked to', async () => {
    server.add(review(1));
    const [message] = (await poll(GOOGLE_PLAY, options, kit)).messages;
    const answer = answerTo(message!, 'We are sorry.');
    expect(await open().findReply!(answer, never)).toBeNull();
    const receipt = await open().reply!(answer, never);
    await open().reply!(answer, never);
    expect(server.replies).toEqual({ 'gp-1': 'We are sorry.' });
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    const { replies } = await poll(GOOGLE_PLAY, options, kit);
    expect(replies).toMatchObject([{ externalId: receipt.externalId, answers: ['gp-1'], text: 'We are sorry.' }]);
    const long = { ...answer, text: 'x'.repeat(351) };
    expect(await failureOf(open().reply!(long, never))).toMatchObject({ kind: 'refused' });
  });

  it('asks for one token a poll', async () => {
    server.add(...FIVE);
    await poll(GOOGLE_PLAY, options, kit, null, { pageSize: 2 });
    expect(server.tokens).toBe(1);
  });

  it.each([
    ['no key file', ''],
    ['half of a key file', '{"client_email":"x@y.example"'],
    ['a key file with a broken key', JSON.stringify({ client_email: 'x@y.example', private_key: 'secret-words' })],
  ])('refuses %s without repeating it', async (_what, serviceAccount) => {
    kit = connectorKit([server.http.host], { secrets: { serviceAccount } });
    const error = await failureOf(poll(GOOGLE_PLAY, options, kit));
    expect(error.kind).toBe('credentials_rejected');
    expect(`${error.message} ${String(error.cause)}`).not.toContain('secret-words');
  });

  it('says so when Google does not know the key any more', async () => {
    always(server.http, 400, { error: 'invalid_grant' });
    expect((await failureOf(poll(GOOGLE_PLAY, options, kit))).kind).toBe('credentials_rejected');
  });
});
