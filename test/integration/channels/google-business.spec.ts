import { describeConnectorConformance, type ConnectorKit, type StreamsCursor } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { GoogleBusinessServer, LOCATION, type FakePlaceReview } from '../../support/channels/google-business-server.js';
import { answerTo, failureOf, poll } from '../../support/channels/polling.js';
import { GOOGLE_BUSINESS } from '../../../libs/connectors/src/google-business/google-business-definition.js';

const review = (id: number, more: Partial<FakePlaceReview> = {}): FakePlaceReview => ({
  reviewId: `gb-${id}`,
  updateTime: new Date(Date.UTC(2026, 2, 2, 10) + id * 60_000).toISOString(),
  ...more,
});
const idOf = (id: number) => `${LOCATION}/gb-${id}`;
const FIVE = [1, 2, 3, 4, 5];
const SECRETS = { clientSecret: 'client-secret', refreshToken: 'good-refresh-token' };
const never = new AbortController().signal;

describeConnectorConformance({
  definition: GOOGLE_BUSINESS,
  async start() {
    const server = (await GoogleBusinessServer.start()).add(...FIVE.map((id) => review(id)));
    return {
      server,
      options: server.options,
      externalIds: FIVE.map(idOf),
      kit: connectorKit([server.http.host], { secrets: SECRETS }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(review(6, { comment: 7 })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.replies,
});

describe('the Google Business Profile connector', () => {
  let server: GoogleBusinessServer;
  let kit: ConnectorKit;

  beforeEach(async () => {
    server = await GoogleBusinessServer.start();
    kit = connectorKit([server.http.host], { secrets: SECRETS });
  });
  afterEach(() => server.stop());

  const read = (from: StreamsCursor | null = null) => poll(GOOGLE_BUSINESS, server.options, kit, from);
  const open = () => GOOGLE_BUSINESS.create(GOOGLE_BUSINESS.options.parse(server.options), kit);

  it('reads hundreds of reviews with stars and in the customers’ own words', async () => {
    server.add(...Array.from({ length: 120 }, (_, id) => review(id)));
    server.add(
      review(500, { comment: '(Translated by Google) Slow\n\n(Original)\nHidas', starRating: 'ONE' }),
      review(501, {
        comment: undefined,
        starRating: 'FIVE',
        reviewer: { isAnonymous: true, displayName: 'A Google user' },
      }),
    );
    const { messages } = await read();
    expect(messages).toHaveLength(122);
    expect(messages.find(({ externalId }) => externalId === idOf(500))).toMatchObject({
      channel: 'review',
      text: 'Hidas',
      rating: 1,
      author: { name: 'Vera', handle: null },
    });
    expect(messages.find(({ externalId }) => externalId === idOf(501))).toMatchObject({
      text: '',
      rating: 5,
      author: { name: null },
    });
    expect(server.tokens).toBe(1);
  });

  it('hears a changed review again', async () => {
    server.add(review(1), review(2));
    const before = await read();
    server.reviews[0] = review(1, { updateTime: '2026-03-02T15:00:00Z', comment: 'Worse', starRating: 'ONE' });
    const after = await read(before.cursor);
    expect(after.messages).toMatchObject([
      { externalId: idOf(1), rating: 1, sentAt: new Date('2026-03-02T15:00:00Z') },
    ]);
  });

  it('sees the owner’s answer, and gives one, however often it is asked to', async () => {
    server.add(review(1));
    const [message] = (await read()).messages;
    const answer = answerTo(message!, 'We are sorry.');
    expect(await open().findReply!(answer, never)).toBeNull();
    const receipt = await open().reply!(answer, never);
    await open().reply!(answer, never);
    expect(server.replies).toEqual({ 'gb-1': 'We are sorry.' });
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect((await read()).replies).toMatchObject([
      { externalId: receipt.externalId, answers: [idOf(1)], text: 'We are sorry.' },
    ]);
    const long = { ...answer, text: 'ä'.repeat(2_049) };
    expect(await failureOf(open().reply!(long, never))).toMatchObject({ kind: 'refused' });
  });

  it('asks its owner to connect the account again when the consent is gone', async () => {
    kit = connectorKit([server.http.host], { secrets: { ...SECRETS, refreshToken: 'revoked' } });
    expect(await failureOf(read())).toMatchObject({ kind: 'credentials_rejected' });
    kit = connectorKit([server.http.host], { secrets: { clientSecret: 'client-secret' } });
    expect(await failureOf(read())).toMatchObject({ kind: 'credentials_rejected' });
  });

  it('says where a person consents', () => {
    const consent = GOOGLE_BUSINESS.consent?.(GOOGLE_BUSINESS.options.parse(server.options));
    expect(consent).toMatchObject({
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      scope: 'https://www.googleapis.com/auth/business.manage',
    });
  });
});
