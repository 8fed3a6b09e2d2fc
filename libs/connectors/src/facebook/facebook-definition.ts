import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { entryReader } from './entry-mapper.js';
import { facebookConnector } from './facebook-connector.js';
import { facebookOptions, type FacebookOptions } from './facebook-options.js';
import { receivePageChange } from './feed-change.js';

/** Comments and visitors' posts on a Facebook page. */
export const FACEBOOK: ConnectorDefinition<FacebookOptions, StreamsCursor> = {
  kind: 'facebook',
  title: 'Facebook',
  group: 'social',
  summary: 'Facebook: comments and visitors’ posts on your page',
  options: facebookOptions,
  cursor: streamsCursor,
  secretNames: ['accessToken', 'appSecret', 'verifyToken'],
  requiredSecrets: ['accessToken'],
  whyNoReply: () => null,
  replyLimit: () => ({ longest: 8_000, counted: 'characters' }),
  receive: receivePageChange,
  reread: rereadJson(({ pageId }, now) => entryReader({ pageId, now })),
  create: facebookConnector,
};
