import type { MessageKind } from '@earshot/domain';
import { isAutomaticSubject } from './mail-subject.js';

/** What the headers say; values as text, names in lower case. */
export interface KindEvidence {
  readonly header: (name: string) => string | null;
  readonly contentType: string;
  readonly reportType: string | null;
  readonly from: string | null;
  readonly subject: string | null;
  /** A group address of the organisation itself passed the mail on. */
  readonly ownGroup: boolean;
}

/** Automatic-reply headers beside Auto-Submitted (RFC 3834) that mail programs use. */
const REPLY_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoreply-from', 'x-mail-autoreply', 'x-auto-reply'];
const LIST_HEADERS = ['list-id', 'list-unsubscribe', 'list-post', 'feedback-id'];
const DAEMON = /^(?:mailer-daemon|postmaster|mail-daemon|double-bounce)@/;

/**
 * Who or what wrote a mail. A machine's own admission (RFC 3834 Auto-Submitted, Precedence, X-Auto-Response-Suppress)
 * comes before that of a list, because automatic replies pass through lists too.
 */
export function mailKind(mail: KindEvidence): MessageKind {
  if (isSpam(mail)) return 'spam';
  if (isBounce(mail)) return 'bounce';
  if (isAutomatic(mail)) return 'automatic';
  const precedence = mail.header('precedence')?.toLowerCase() ?? '';
  if (!mail.ownGroup) {
    if (/^(?:bulk|list|junk)$/.test(precedence) || LIST_HEADERS.some((name) => mail.header(name) !== null))
      return 'list';
  }
  // A null return path alone (RFC 5321 4.5.5) is a notification about mail.
  return mail.header('return-path')?.replace(/\s/g, '') === '<>' ? 'bounce' : 'person';
}

function isSpam({ header }: KindEvidence): boolean {
  return /^yes\b/i.test(header('x-spam-flag') ?? '') || /^yes\b/i.test(header('x-spam-status') ?? '');
}

function isBounce({ header, contentType, reportType, from }: KindEvidence): boolean {
  if (contentType === 'multipart/report')
    return reportType !== 'feedback-report' && reportType !== 'disposition-notification';
  return header('x-failed-recipients') !== null || DAEMON.test(from ?? '');
}

function isAutomatic({ header, contentType, subject }: KindEvidence): boolean {
  const submitted = header('auto-submitted')?.toLowerCase().split(';')[0]?.trim();
  if (submitted !== undefined && submitted !== '' && submitted !== 'no') return true;
  if (contentType === 'multipart/report') return true;
  if (REPLY_HEADERS.some((name) => header(name) !== null)) return true;
  if (/\b(?:DR|AutoReply|All)\b/i.test(header('x-auto-response-suppress') ?? '')) return true;
  if (/^auto_reply$/i.test(header('precedence') ?? '')) return true;
  return isAutomaticSubject(subject ?? '');
}
