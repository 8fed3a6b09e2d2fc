import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { ANSWER_LIMIT } from './answer-limit.js';
import { SCOPE } from './google-business-client.js';
import { googleBusinessConnector } from './google-business-connector.js';
import { googleBusinessOptions, type GoogleBusinessOptions } from './google-business-options.js';
import { namedReviewReader } from './review-mapper.js';

/** The reviews of places on Google Maps and in its search. */
export const GOOGLE_BUSINESS: ConnectorDefinition<GoogleBusinessOptions, StreamsCursor> = {
  kind: 'google-business',
  title: 'Google Business Profile',
  group: 'reviews',
  summary: 'Google Business Profile: reviews of your places on Google Maps',
  options: googleBusinessOptions,
  cursor: streamsCursor,
  secretNames: ['clientSecret', 'refreshToken'],
  keepsCursor: ['baseUrl', 'authorizeUrl', 'tokenUrl', 'clientId', 'lookBackHours', 'locationIds'],
  consent: ({ authorizeUrl, tokenUrl, clientId }) => ({
    authorizeUrl,
    tokenUrl,
    clientId,
    scope: SCOPE,
    // Without these Google issues no refresh token, or none a second time.
    parameters: { access_type: 'offline', prompt: 'consent' },
    secrets: { client: 'clientSecret', refreshToken: 'refreshToken' },
  }),
  whyNoReply: () => null,
  replyLimit: () => ANSWER_LIMIT,
  reread: rereadJson((_options, now, raw) => namedReviewReader(now, raw)),
  create: (options, kit) => googleBusinessConnector(options, kit),
};
