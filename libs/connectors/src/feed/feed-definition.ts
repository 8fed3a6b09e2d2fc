import type { ConnectorDefinition } from '@earshot/connector-kit';
import { FeedConnector } from './feed-connector.js';
import { feedCursor, type FeedCursor } from './feed-cursor.js';
import { feedOptions, type FeedOptions } from './feed-options.js';

export const FEED: ConnectorDefinition<FeedOptions, FeedCursor> = {
  kind: 'feed',
  title: 'Feed',
  group: 'forums',
  summary: 'A feed of posts, comments or reviews: RSS, Atom, RDF or JSON Feed.',
  options: feedOptions,
  cursor: feedCursor,
  secretNames: ['password'],
  keepsCursor: ['username', 'ownNames'],
  create: (options, kit) => new FeedConnector(options, kit),
};
