import type { ConnectorDefinition } from '@earshot/connector-kit';
import { MailboxConnector } from './mailbox-connector.js';
import { mailboxCursor, type MailboxCursor } from './mailbox-cursor.js';
import { MAILBOX_SECRETS, mailboxOptions, ownAddressesOf, senderOf, type MailboxOptions } from './mailbox-options.js';
import { mailboxConsent } from './mailbox-consent.js';
import { rereadMail } from './reread-mail.js';
import { recipientFault } from './replying/recipient-fault.js';

/** The cursor has each folder with its UIDVALIDITY; only another mailbox has other mails. */
const MAILBOX_KEEPS_CURSOR = [
  'port',
  'security',
  'caFile',
  'login',
  'oauth',
  'folders',
  'readSent',
  'sentFolder',
  'ownAddresses',
  'smtp',
  'keepSent',
  'signature',
  'quoteOriginal',
] as const satisfies readonly (keyof MailboxOptions)[];

/** A mailbox read over IMAP, from which customers are answered over SMTP. */
export const MAILBOX: ConnectorDefinition<MailboxOptions, MailboxCursor> = {
  kind: 'mailbox',
  title: 'Mailbox',
  group: 'mail',
  summary: 'A mailbox that customers write to, read over IMAP',
  options: mailboxOptions,
  cursor: mailboxCursor,
  secretNames: [...MAILBOX_SECRETS],
  // What OAuth needs beyond the options comes with a person's consent, once the source is saved.
  secretFaults: ({ password }, { login }) =>
    password !== undefined || login !== 'password'
      ? []
      : [{ name: 'password', message: 'is missing; enter the password, or an app password' }],
  keepsCursor: MAILBOX_KEEPS_CURSOR,
  consent: mailboxConsent,
  reread: rereadMail,
  whyNoReply,
  recipientFault: (options, to) => recipientFault(to, ownAddressesOf(options)),
  takesAttachments: true,
  create: (options, kit) => new MailboxConnector(options, kit),
};

function whyNoReply(options: MailboxOptions, house: { readonly mailServer: boolean }): string | null {
  if (options.smtp === null && !house.mailServer)
    return 'No server for outgoing mail is set up for this mailbox or for this installation';
  return senderOf(options) === null ? 'The mailbox does not know the address that answers come from (smtp.from)' : null;
}
