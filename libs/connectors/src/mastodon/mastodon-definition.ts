import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { MastodonConnector } from './mastodon-connector.js';
import { mastodonOptions, type MastodonOptions } from './mastodon-options.js';
import { mentionOf } from './mention.js';
import { itemReader } from './status-mapper.js';

/** Posts that mention an account or carry a hashtag, on any server that speaks Mastodon's API. */
export const MASTODON: ConnectorDefinition<MastodonOptions, StreamsCursor> = {
  kind: 'mastodon',
  title: 'Mastodon',
  group: 'social',
  summary: 'Mastodon: posts that mention your account or carry a hashtag',
  options: mastodonOptions,
  cursor: streamsCursor,
  secretNames: ['accessToken'],
  secretFaults: ({ accessToken }, { mentions }) =>
    accessToken !== undefined || !mentions
      ? []
      : [{ name: 'accessToken', message: 'is missing, and mentions need it; enter it, or switch mentions off' }],
  whyNoReply: ({ mentions }) => (mentions ? null : 'Only public posts are read; answers need an account (mentions)'),
  // Of the mention that is put before an answer only the name counts, not the server.
  replyLimit: ({ postLength }, to) => ({
    longest: Math.max(1, postLength - mentionOf(to).split('@')[1]!.length - '@ '.length),
    counted: 'links-as-23',
  }),
  /** Mastodon's documentation, "Rate limits": 300 requests in five minutes for each account, or address without one. */
  rateLimits: () => [{ name: 'requests', scope: 'credential', amount: 300, window: 300 }],
  reread: rereadJson(itemReader),
  create: (options, kit) => new MastodonConnector(options, kit),
};
