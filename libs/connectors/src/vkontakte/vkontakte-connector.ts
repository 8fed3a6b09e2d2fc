import {
  JsonApi,
  streamConnector,
  type Connector,
  type ConnectorKit,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { throwVkError } from './vk-errors.js';
import { VkontakteLists } from './vkontakte-lists.js';
import type { VkontakteOptions } from './vkontakte-options.js';
import { VkontakteReplies } from './vkontakte-replies.js';

/** Reads what is written in a community, searches public posts, and answers in the community's name. */
export function vkontakteConnector(options: VkontakteOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { communityId, searches } = options;
  const api = new JsonApi(kit.http, {
    name: 'VKontakte',
    baseUrl: options.baseUrl,
    headers: () => ({ authorization: `Bearer ${kit.secrets['accessToken'] ?? ''}` }),
    inspect: (body) => throwVkError(body, kit.now()),
  });
  const lists = new VkontakteLists(options, kit, api);
  const replies = new VkontakteReplies(communityId, lists, api, kit);
  const what = [
    ...(communityId === null ? [] : [`community ${communityId}`]),
    ...searches.map((words) => `“${words}”`),
  ];
  return streamConnector({
    summary: `VKontakte: ${what.join(', ')}`,
    streams: (signal) => lists.streams(signal),
    warnings: (preview) => [
      ...(preview.length === 0 ? ['Nothing is found now'] : []),
      ...(options.confirmationCode !== null && !kit.secrets['callbackSecret']
        ? ['Pushes are refused: enter the secret key of the Callback API as callbackSecret']
        : []),
    ],
    now: kit.now,
    reply: (outgoing, signal) => replies.send(outgoing, signal),
    findReply: (outgoing, signal) => replies.find(outgoing, signal),
  });
}
