import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { BlueskyConnector } from './bluesky-connector.js';
import { houseOf } from './house-of.js';
import { itemReader } from './post-mapper.js';
import { POST_LIMIT } from './reply-record.js';
import { blueskyOptions, type BlueskyOptions } from './bluesky-options.js';

/** Posts of Bluesky that speak to an account or contain a word. */
export const BLUESKY: ConnectorDefinition<BlueskyOptions, StreamsCursor> = {
  kind: 'bluesky',
  title: 'Bluesky',
  group: 'social',
  summary: 'Bluesky: posts that mention you or contain your name',
  options: blueskyOptions,
  cursor: streamsCursor,
  secretNames: ['appPassword', 'accessToken', 'refreshToken'],
  requiredSecrets: ['appPassword'],
  whyNoReply: () => null,
  replyLimit: () => POST_LIMIT,
  reread: rereadJson((options, now, raw) => itemReader(houseOf(options, null, now), raw)),
  create: (options, kit) => new BlueskyConnector(options, kit),
};
