import type { ConnectorDefinition } from '@earshot/connector-kit';
import { MailboxConnector } from './mailbox-connector.js';
import { mailboxCursor, type MailboxCursor } from './mailbox-cursor.js';
import { MAILBOX_SECRETS, mailboxOptions, type MailboxOptions } from './mailbox-options.js';

/** A mailbox read over IMAP. */
export const MAILBOX: ConnectorDefinition<MailboxOptions, MailboxCursor> = {
  kind: 'mailbox',
  summary: 'A mailbox that customers write to, read over IMAP',
  options: mailboxOptions,
  cursor: mailboxCursor,
  secretNames: [...MAILBOX_SECRETS],
  create: (options, kit) => new MailboxConnector(options, kit),
};
