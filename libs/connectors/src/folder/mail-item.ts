import {
  DEFAULT_MAIL_LIMITS,
  MAX_RAW_BYTES,
  MailRejected,
  isOwnMail,
  readMail,
  toIncomingMessage,
  toSeenReply,
  rejected,
  type Outcome,
} from '@earshot/connector-kit';
import type { FolderOptions } from './folder-options.js';

/** Reads one mail of a folder; `place` names it in the reasons for people: `inbox.mbox, mail 3`. */
export async function mailOutcome(
  raw: Uint8Array,
  place: string,
  { options, maxItemBytes, now }: { options: FolderOptions; maxItemBytes: number; now: Date },
): Promise<Outcome> {
  try {
    const { ownAddresses } = options;
    const maxBytes = Math.min(maxItemBytes, DEFAULT_MAIL_LIMITS.maxBytes);
    const mail = await readMail(raw, { limits: { maxBytes }, now, ownAddresses });
    if (isOwnMail(mail, ownAddresses)) return { reply: toSeenReply(mail, { readAt: now }) };
    return { message: toIncomingMessage(mail, { readAt: now }) };
  } catch (error) {
    if (!(error instanceof MailRejected)) throw error;
    return rejected(error.reason, `${place}: ${error.detail}`, raw.subarray(0, MAX_RAW_BYTES));
  }
}
