import { streamConnector, type Connector, type ConnectorKit, type StreamsCursor } from '@earshot/connector-kit';
import type { AppStoreOptions } from './app-store-options.js';
import { ConnectApi } from './connect-api.js';
import { publicFeeds } from './public-feed.js';

/** Reads reviews through App Store Connect where there is a key for it, else from the public feeds. */
export function appStoreConnector(options: AppStoreOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { appId, issuerId, keyId } = options;
  if (issuerId === null || keyId === null)
    return streamConnector({
      summary: `App Store: app ${appId}, public reviews of ${options.countries.join(', ')}`,
      streams: async () => publicFeeds(options, kit),
      warnings: () => ['The public feed is incomplete and often late, and shows no answers: better enter an API key'],
      now: kit.now,
    });
  const connect = new ConnectApi({ ...options, issuerId, keyId }, kit);
  return streamConnector({
    summary: `App Store Connect: app ${appId}, all countries`,
    streams: async () => [connect.stream()],
    warnings: (preview) => (preview.length === 0 ? ['The app has no reviews with text yet'] : []),
    now: kit.now,
    reply: (outgoing, signal) => connect.reply(outgoing, signal),
    findReply: (outgoing, signal) => connect.findReply(outgoing, signal),
  });
}
