import { APP_ID, AppStoreServer, EC_PEM } from '../channels/app-store-server.js';
import { GoogleBusinessServer } from '../channels/google-business-server.js';
import { GooglePlayServer } from '../channels/google-play-server.js';
import { ReviewPages } from '../channels/review-pages.js';
import { startTrustpilot, UNIT } from '../channels/trustpilot-server.js';
import { now, seconds, served, type OpenChannel } from './soak-channel.js';

/** As many reviews as a ratings site shows on one page. */
const REVIEWS_A_PAGE = 20;

/** Reviews with stars, by kind. */
export const REVIEW_CHANNELS = {
  'google-play': async () => {
    const server = await GooglePlayServer.start();
    const publish = (n: number, words: string): void =>
      void server.add({ reviewId: `gp-${n}`, seconds: seconds(), text: words });
    return served(server, publish, { packageName: 'com.example.shop' }, { serviceAccount: server.keyFile() });
  },
  'google-business': async () => {
    const server = await GoogleBusinessServer.start();
    const publish = (n: number, words: string): void =>
      void server.add({ reviewId: `gb-${n}`, updateTime: now(), comment: words });
    const secrets = { clientSecret: 'client-secret', refreshToken: 'good-refresh-token' };
    return served(server, publish, server.options, secrets);
  },
  'app-store': async () => {
    const server = await AppStoreServer.start();
    const publish = (n: number, words: string): void =>
      void server.reviews.push({ id: `as-${n}`, createdDate: now(), body: words });
    const key = { issuerId: '57246542-96fe-1a63-e053-0824d011072a', keyId: '2X9R4HXF34' };
    return served(server, publish, { appId: APP_ID, ...key }, { privateKey: EC_PEM });
  },
  trustpilot: async () => {
    const server = await startTrustpilot();
    const publish = (n: number, words: string): void => {
      const consumer = { id: 'c1', displayName: 'Vera' };
      server.add(n, { id: `tp-${n}`, consumer, stars: 1, title: 'Late', text: words, createdAt: now() });
    };
    return served(server, publish, { businessUnitId: UNIT }, { apiKey: 'good-key' });
  },
  'web-page': async () => {
    const site = await ReviewPages.start();
    site.pageSize = REVIEWS_A_PAGE;
    const publish = (n: number, words: string): void =>
      void site.add({ id: n, reviewBody: words, datePublished: now() });
    return {
      options: { url: site.url, mayRead: true, pauseSeconds: 0 },
      secrets: {},
      http: site.http,
      publish,
      stop: () => site.stop(),
    };
  },
} satisfies Readonly<Record<string, OpenChannel>>;
