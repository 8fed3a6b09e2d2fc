/** What a person should know before they send, and may decide to ignore. */
export const RECIPIENT_WARNINGS = ['no-reply-address', 'spam'] as const;
export type RecipientWarning = (typeof RECIPIENT_WARNINGS)[number];

/** Mailboxes that nobody reads, as companies name them in the languages that do. */
const NO_REPLY =
  /^(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|noresponse|nicht-?antworten|ne-?pas-?repondre|ei-?vastausta)\b/i;

export function recipientWarnings(to: string | null, kind: string): RecipientWarning[] {
  const warnings: RecipientWarning[] = [];
  if (to !== null && NO_REPLY.test(to)) warnings.push('no-reply-address');
  if (kind === 'spam') warnings.push('spam');
  return warnings;
}
