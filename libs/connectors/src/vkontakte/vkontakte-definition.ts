import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { receiveEvent } from './callback.js';
import { entryReader } from './comment-mapper.js';
import { isInTopic, topicReader } from './topic-mapper.js';
import { vkontakteConnector } from './vkontakte-connector.js';
import { vkontakteOptions, type VkontakteOptions } from './vkontakte-options.js';

/** Comments below a community's posts, and public posts that contain a word. */
export const VKONTAKTE: ConnectorDefinition<VkontakteOptions, StreamsCursor> = {
  kind: 'vkontakte',
  title: 'VKontakte',
  group: 'social',
  summary: 'VKontakte: comments in your community, and posts that name you',
  options: vkontakteOptions,
  cursor: streamsCursor,
  secretNames: ['accessToken', 'callbackSecret'],
  requiredSecrets: ['accessToken'],
  whyNoReply: ({ communityId }) => (communityId === null ? 'Answers need the number of your community' : null),
  receive: receiveEvent,
  /** VK's documentation, "Request limits": 3 a second with a user's token; a community's may do more, which costs nothing here. */
  rateLimits: () => [{ name: 'requests', scope: 'credential', amount: 3, window: 1 }],
  // Names stand beside the list, not in its items; writers are known by their numbers.
  reread: rereadJson(({ communityId }, now, raw) => {
    const wall = { names: new Map<number, string>(), communityId, now };
    return isInTopic(raw) ? topicReader(wall) : entryReader(wall);
  }),
  create: (options, kit) => vkontakteConnector(options, kit),
};
