import type { OutgoingReply } from '@earshot/connector-kit';
import type { MailboxOptions } from '../mailbox-options.js';
import { attributionLine } from './attribution-line.js';

/** Of a novel only the beginning is repeated. Characters. */
const LONGEST_QUOTE = 20_000;
/** RFC 3676, section 4.3: what follows is the signature. */
const SIGNATURE_MARK = '-- ';

/** The answer as the customer reads it: the person's text, the house's signature, and below it what they had written. */
export function replyBody(
  reply: Pick<OutgoingReply, 'text' | 'language' | 'answers'>,
  options: Pick<MailboxOptions, 'signature' | 'quoteOriginal'>,
): string {
  const parts = [lines(reply.text).trimEnd()];
  const signature = lines(options.signature).trim();
  if (signature !== '') parts.push(`${SIGNATURE_MARK}\n${signature}`);
  if (options.quoteOriginal && reply.answers.text.trim() !== '') parts.push(quoteOf(reply));
  return `${parts.join('\n\n')}\n`;
}

function quoteOf({ answers, language }: Pick<OutgoingReply, 'language' | 'answers'>): string {
  const whole = lines(answers.text).trim();
  const quoted = whole.length <= LONGEST_QUOTE ? whole : `${whole.slice(0, LONGEST_QUOTE).toWellFormed()} …`;
  const writer = (answers.author.name ?? answers.author.address ?? answers.author.handle ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const above = writer === '' ? [] : [attributionLine(language, answers.sentAt, writer)];
  return [...above, ...quoted.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))].join('\n');
}

function lines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}
