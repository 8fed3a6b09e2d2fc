export * from './connectors.js';
export { FEED } from './feed/feed-definition.js';
export type { FeedCursor } from './feed/feed-cursor.js';
export type { FeedOptions } from './feed/feed-options.js';
export { feedItems, type FeedItem } from './feed/feed-item.js';
export { MAX_FEED_BYTES, parseFeed } from './feed/parse-feed.js';
export { FOLDER } from './folder/folder-definition.js';
export type { FolderCursor } from './folder/folder-cursor.js';
export type { FolderOptions } from './folder/folder-options.js';
