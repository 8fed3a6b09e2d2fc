import type { ConnectorDefinition } from '@earshot/connector-kit';
import { MailboxConnector } from './mailbox-connector.js';
import { mailboxCursor, type MailboxCursor } from './mailbox-cursor.js';
import { MAILBOX_SECRETS, mailboxOptions, ownAddressesOf, senderOf, type MailboxOptions } from './mailbox-options.js';
import { recipientFault } from './replying/recipient-fault.js';

/** A mailbox read over IMAP, from which customers are answered over SMTP. */
export const MAILBOX: ConnectorDefinition<MailboxOptions, MailboxCursor> = {
  kind: 'mailbox',
  summary: 'A mailbox that customers write to, read over IMAP',
  options: mailboxOptions,
  cursor: mailboxCursor,
  secretNames: [...MAILBOX_SECRETS],
  whyNoReply,
  recipientFault: (options, to) => recipientFault(to, ownAddressesOf(options)),
  create: (options, kit) => new MailboxConnector(options, kit),
};

function whyNoReply(options: MailboxOptions, house: { readonly mailServer: boolean }): string | null {
  if (options.smtp === null && !house.mailServer)
    return 'No server for outgoing mail is set up for this mailbox or for this installation';
  return senderOf(options) === null ? 'The mailbox does not know the address that answers come from (smtp.from)' : null;
}
