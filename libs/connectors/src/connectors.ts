import type { ConnectorDefinition } from '@earshot/connector-kit';
import { APP_STORE } from './app-store/app-store-definition.js';
import { BLUESKY } from './bluesky/bluesky-definition.js';
import { DISCOURSE } from './discourse/discourse-definition.js';
import { BY_HAND } from './by-hand/by-hand-definition.js';
import { COMPLAINTS_BOOK } from './complaints-book/complaints-book-definition.js';
import { FACEBOOK } from './facebook/facebook-definition.js';
import { FEED } from './feed/feed-definition.js';
import { FOLDER } from './folder/folder-definition.js';
import { FORM } from './form/form-definition.js';
import { GOOGLE_BUSINESS } from './google-business/google-business-definition.js';
import { GOOGLE_PLAY } from './google-play/google-play-definition.js';
import { HACKER_NEWS } from './hacker-news/hacker-news-definition.js';
import { INSTAGRAM } from './instagram/instagram-definition.js';
import { MAILBOX } from './mailbox/mailbox-definition.js';
import { MASTODON } from './mastodon/mastodon-definition.js';
import { REDDIT } from './reddit/reddit-definition.js';
import { STACK_EXCHANGE } from './stack-exchange/stack-exchange-definition.js';
import { TELEGRAM } from './telegram/telegram-definition.js';
import { TRUSTPILOT } from './trustpilot/trustpilot-definition.js';
import { VKONTAKTE } from './vkontakte/vkontakte-definition.js';
import { WEB_PAGE } from './web-page/web-page-definition.js';
import { WEBHOOK } from './webhook/webhook-definition.js';
import { X } from './x/x-definition.js';
import { YOUTUBE } from './youtube/youtube-definition.js';

/** A definition whose options and cursor only it understands; the host passes them on as they are stored. */
export type AnyConnectorDefinition = ConnectorDefinition<unknown, unknown>;

/** Every kind of source that can be read. A new channel is a row here. */
export const CONNECTORS: readonly AnyConnectorDefinition[] = unique([
  MAILBOX,
  FEED,
  FOLDER,
  MASTODON,
  BLUESKY,
  DISCOURSE,
  HACKER_NEWS,
  STACK_EXCHANGE,
  GOOGLE_PLAY,
  GOOGLE_BUSINESS,
  APP_STORE,
  TRUSTPILOT,
  WEB_PAGE,
  YOUTUBE,
  REDDIT,
  VKONTAKTE,
  X,
  FACEBOOK,
  INSTAGRAM,
  TELEGRAM,
  WEBHOOK,
  FORM,
  COMPLAINTS_BOOK,
  BY_HAND,
]);

/** The definition of a kind, or `undefined` when there is none. */
export function connectorOf(kind: string): AnyConnectorDefinition | undefined {
  return CONNECTORS.find((definition) => definition.kind === kind);
}

/** Two rows of one kind would make the stored sources ambiguous: a fault of the build, found when it is loaded. */
function unique(definitions: readonly AnyConnectorDefinition[]): readonly AnyConnectorDefinition[] {
  const kinds = definitions.map(({ kind }) => kind);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw new Error(`Two connectors are of the kind '${twice}'; kinds must be unique`);
  return definitions;
}
