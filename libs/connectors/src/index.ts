export * from './connectors.js';
export { FEED } from './feed/feed-definition.js';
export type { FeedCursor } from './feed/feed-cursor.js';
export type { FeedOptions } from './feed/feed-options.js';
export { feedItems, type FeedItem } from './feed/feed-item.js';
export { MAX_FEED_BYTES, parseFeed } from './feed/parse-feed.js';
export { FOLDER } from './folder/folder-definition.js';
export type { FolderCursor } from './folder/folder-cursor.js';
export type { FolderOptions } from './folder/folder-options.js';
export { MAILBOX } from './mailbox/mailbox-definition.js';
export type { MailboxCursor } from './mailbox/mailbox-cursor.js';
export type { MailboxOptions } from './mailbox/mailbox-options.js';
export { deliveredRow, rejectedDelivery } from './webhook/delivered-row.js';
export { WEBHOOK, WEBHOOK_SECRETS, webhookOptions } from './webhook/webhook-definition.js';
export { COMPLAINTS_BOOK } from './complaints-book/complaints-book-definition.js';
export {
  BOOK_PAGE_SIZE,
  BOOK_ENDINGS,
  BookReport,
  bookPages,
  checkBook,
  examineBook,
  type BookFault,
  type BookFile,
} from './folder/read-book.js';
export { folderOptions } from './folder/folder-options.js';
export { BY_HAND } from './by-hand/by-hand-definition.js';
export { FORM } from './form/form-definition.js';
export { FORM_LANGUAGES, formOptions, type FormLanguage, type FormOptions } from './form/form-options.js';
