import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { forumOf } from './forum-of.js';
import { postReader } from './post-mapper.js';
import { DiscourseConnector } from './discourse-connector.js';
import { POST_LIMIT } from './post-limit.js';
import { discourseOptions, type DiscourseOptions } from './discourse-options.js';

/** All posts of a forum that runs Discourse, as far as the key's user may see them. */
export const DISCOURSE: ConnectorDefinition<DiscourseOptions, StreamsCursor> = {
  kind: 'discourse',
  title: 'Discourse',
  group: 'forums',
  summary: 'Discourse: all posts of your own forum',
  options: discourseOptions,
  cursor: streamsCursor,
  secretNames: ['apiKey'],
  secretFaults: ({ apiKey }, { username }) =>
    apiKey !== undefined || username === null
      ? []
      : [
          {
            name: 'apiKey',
            message: 'is missing, and username is the user of a key; enter the key, or leave both empty',
          },
        ],
  whyNoReply: ({ username }) => (username === null ? 'Answers need an API key and the user it belongs to' : null),
  replyLimit: () => POST_LIMIT,
  /** Discourse's documentation, "Global rate limits": 60 requests a minute with an API key. */
  rateLimits: () => [{ name: 'requests', scope: 'credential', amount: 60, window: 60 }],
  reread: rereadJson((options, now) => postReader(forumOf(options, now))),
  create: (options, kit) => new DiscourseConnector(options, kit),
};
