import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { commentReader } from './comment-mapper.js';
import { youtubeConnector } from './youtube-connector.js';
import { youtubeOptions, type YoutubeOptions } from './youtube-options.js';

/** https://developers.google.com/youtube/v3/docs/comments/insert */
const SCOPE = 'https://www.googleapis.com/auth/youtube.force-ssl';

/** Comments below the videos of a channel. */
export const YOUTUBE: ConnectorDefinition<YoutubeOptions, StreamsCursor> = {
  kind: 'youtube',
  title: 'YouTube',
  group: 'social',
  summary: 'YouTube: comments below your videos',
  options: youtubeOptions,
  cursor: streamsCursor,
  secretNames: ['apiKey', 'clientSecret', 'refreshToken'],
  requiredSecrets: ['apiKey'],
  keepsCursor: ['clientId', 'authorizeUrl', 'tokenUrl', 'lookBackHours'],
  consent: ({ clientId, authorizeUrl, tokenUrl }) =>
    clientId === null
      ? null
      : {
          authorizeUrl,
          tokenUrl,
          clientId,
          scope: SCOPE,
          // Without these Google issues no refresh token, or none a second time.
          parameters: { access_type: 'offline', prompt: 'consent' },
          secrets: { client: 'clientSecret', refreshToken: 'refreshToken' },
        },
  whyNoReply: ({ clientId }) => (clientId === null ? 'Answers need an OAuth client of Google (clientId)' : null),
  replyLimit: () => ({ longest: 10_000, counted: 'characters' }),
  /** YouTube Data API, "Quota": 10,000 units a day; what is read here costs one unit a request. */
  rateLimits: () => [{ name: 'requests', scope: 'credential', amount: 10_000, window: 'day' }],
  reread: rereadJson(({ channelId }, now) => commentReader(channelId, now)),
  create: (options, kit) => youtubeConnector(options, kit),
};
