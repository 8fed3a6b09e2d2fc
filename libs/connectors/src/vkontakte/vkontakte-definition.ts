import { streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { receiveEvent } from './callback.js';
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
  whyNoReply: ({ communityId }) => (communityId === null ? 'Answers need the number of your community' : null),
  receive: receiveEvent,
  /** VK's documentation, "Request limits": 3 a second with a user's token; a community's may do more, which costs nothing here. */
  rateLimits: () => [{ name: 'requests', scope: 'credential', amount: 3, window: 1 }],
  create: (options, kit) => vkontakteConnector(options, kit),
};
