import type { RereadItem } from '@earshot/connector-kit';
import { MailMapper } from './mail-mapper.js';
import type { MailboxOptions } from './mailbox-options.js';

/** Gmail names its mails by an id that does not stand in them. */
const GMAIL_HOST = /(^|\.)(gmail|googlemail)\.com$/i;

/** Reads a mail of the quarantine as it would be read from the mailbox. */
export async function rereadMail(options: MailboxOptions, raw: Uint8Array, now: Date): Promise<RereadItem | null> {
  if (GMAIL_HOST.test(options.host)) return null;
  const facts = { uid: 0, size: raw.length, receivedAt: null, gmailId: null, place: 'quarantine' };
  const mapped = await new MailMapper(options, () => now).map(raw, facts, 'received');
  switch (mapped.outcome) {
    case 'message':
      return { message: mapped.message };
    case 'reply':
      return { reply: mapped.reply };
    case 'rejected':
      return { rejected: mapped.item };
    case 'skipped':
      return { skipped: mapped.reason };
  }
}
