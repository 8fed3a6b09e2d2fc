import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { accountOf } from './account.js';
import { commentReader } from './comment-mapper.js';
import { receiveComment } from './comment-change.js';
import { instagramConnector } from './instagram-connector.js';
import { instagramOptions, type InstagramOptions } from './instagram-options.js';

/** Comments below the posts of an Instagram account. */
export const INSTAGRAM: ConnectorDefinition<InstagramOptions, StreamsCursor> = {
  kind: 'instagram',
  title: 'Instagram',
  group: 'social',
  summary: 'Instagram: comments below your pictures and films',
  options: instagramOptions,
  cursor: streamsCursor,
  secretNames: ['accessToken', 'appSecret', 'verifyToken'],
  requiredSecrets: ['accessToken'],
  whyNoReply: () => null,
  replyLimit: () => ({ longest: 2_200, counted: 'characters' }),
  receive: receiveComment,
  reread: rereadJson((options, now) => commentReader(accountOf(options, now))),
  create: instagramConnector,
};
