import type { MailboxOptions, SmtpOptions } from '../mailbox-options.js';
import type { ImapSession } from '../imap-session.js';
import { sentFolderOf } from '../folder-plan.js';
import { REPLY_MARK } from '../own-notification.js';
import type { ComposedReply } from './compose-reply.js';

/** Servers of providers that put what is sent through them into the Sent folder themselves. */
const STORING_PROVIDERS = /(?:^|\.)(?:gmail\.com|googlemail\.com|office365\.com|outlook\.com)$/i;

/** Whether a copy must be put into the Sent folder by us. What goes out through the house's own server is in no Sent folder. */
export function keepsCopy(
  { keepSent }: Pick<MailboxOptions, 'keepSent'>,
  smtp: Pick<SmtpOptions, 'host'> | null,
): boolean {
  if (keepSent !== 'auto') return keepSent === 'always';
  return smtp === null || !STORING_PROVIDERS.test(smtp.host);
}

/** Where the sent mail of a mailbox is, or `null` when it has no such folder. */
export async function sentFolderIn(
  session: ImapSession,
  options: Pick<MailboxOptions, 'sentFolder'>,
): Promise<string | null> {
  return sentFolderOf(await session.folders(), options.sentFolder);
}

/** Whether a reply of ours is in the folder, by its Message-ID or, where the provider has changed that, by our mark. */
export async function isInFolder(
  session: ImapSession,
  folder: string,
  reply: { readonly externalId: string; readonly messageId: string },
): Promise<boolean> {
  await session.open(folder);
  if (await session.hasHeader('Message-ID', reply.messageId)) return true;
  return session.hasHeader(REPLY_MARK, reply.externalId);
}

/** Puts the mail into the folder as read, unless it is there. */
export async function keepInFolder(
  session: ImapSession,
  folder: string,
  mail: Pick<ComposedReply, 'raw' | 'messageId'>,
  reply: { readonly externalId: string; readonly writtenAt: Date },
): Promise<void> {
  if (await isInFolder(session, folder, { externalId: reply.externalId, messageId: mail.messageId })) return;
  await session.append(folder, mail.raw, reply.writtenAt);
}
