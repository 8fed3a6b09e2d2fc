import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { ownNames } from './own-names.js';
import { redditConnector } from './reddit-connector.js';
import { redditOptions, type RedditOptions } from './reddit-options.js';
import { thingReader } from './thing-mapper.js';

/** Posts and comments on Reddit, for applications that Reddit has approved. */
export const REDDIT: ConnectorDefinition<RedditOptions, StreamsCursor> = {
  kind: 'reddit',
  title: 'Reddit',
  group: 'social',
  summary: 'Reddit: posts that name you, and subreddits of your own (needs Reddit’s approval)',
  options: redditOptions,
  cursor: streamsCursor,
  secretNames: ['clientSecret', 'refreshToken'],
  keepsCursor: ['contact', 'ownAccounts', 'replyAs', 'lookBackHours'],
  whyNoReply: ({ replyAs }) => (replyAs === null ? 'Answers need an account that gives them (replyAs)' : null),
  replyLimit: () => ({ longest: 10_000, counted: 'characters' }),
  reread: rereadJson((options, now) => thingReader(ownNames(options), now)),
  create: (options, kit) => redditConnector(options, kit),
};
