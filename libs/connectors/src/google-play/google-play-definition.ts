import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { hasAnswer, reviewReader } from './review-mapper.js';
import { serviceAccountFaults } from './service-account.js';
import { ANSWER_LIMIT } from './answer-limit.js';
import { googlePlayConnector } from './google-play-connector.js';
import { googlePlayOptions, type GooglePlayOptions } from './google-play-options.js';

/** The reviews of one Android app. */
export const GOOGLE_PLAY: ConnectorDefinition<GooglePlayOptions, StreamsCursor> = {
  kind: 'google-play',
  title: 'Google Play',
  group: 'reviews',
  summary: 'Google Play: reviews of your Android app',
  options: googlePlayOptions,
  cursor: streamsCursor,
  secretNames: ['serviceAccount'],
  requiredSecrets: ['serviceAccount'],
  secretFaults: serviceAccountFaults,
  whyNoReply: () => null,
  replyLimit: () => ANSWER_LIMIT,
  reread: rereadJson(({ packageName }, now, raw) => (hasAnswer(raw) ? null : reviewReader(packageName, now))),
  create: (options, kit) => googlePlayConnector(options, kit),
};
