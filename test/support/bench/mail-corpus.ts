/** Every fourth writer is unhappy; the languages are those of a northern European house. */
const LETTERS = [
  'When will the payment be made??? I am still waiting and nobody answers me.',
  'Thank you for the quick help yesterday, everything is fine now.',
  'Could you please tell me the opening hours of the branch in the harbour?',
  'I would like to change the address of my account, which papers do you need?',
  'Milloin maksu suoritetaan??? Olen odottanut jo kolme viikkoa eikä kukaan vastaa.',
  'Kiitos nopeasta avusta, kaikki on nyt kunnossa.',
  'Labdien, lūdzu, pastāstiet, kādi dokumenti ir vajadzīgi konta atvēršanai.',
  'Guten Tag, ich hätte gern eine neue Karte und habe dazu eine kurze Frage.',
];
const FILLER =
  'I opened the account in the branch at the harbour in the spring of last year and have used it every week since. ';

const DAY_MS = 86_400_000;

/**
 * Mails as a service mailbox gets them, reproducible: six of ten plain, three of ten with an HTML part and the quoted
 * letter they answer, one of twenty with a small picture in it, one of fifty with an attachment of 100 kB.
 */
export function benchMail(number: number): string {
  const letter = `${LETTERS[number % LETTERS.length]}\r\n\r\n${FILLER.repeat(number % 7)}`;
  const header = [
    `Message-ID: <bench-${number}@customers.example>`,
    `From: Customer ${number} <customer-${number % 1500}@customers.example>`,
    'To: Harbour Bank <office@harbour-bank.example>',
    `Date: ${new Date(Date.now() - DAY_MS - number * 1_000).toUTCString().replace('GMT', '+0000')}`,
    `Subject: ${number % 3 === 0 ? 'Re: ' : ''}My account ${number}`,
    'MIME-Version: 1.0',
  ].join('\r\n');
  const kind = number % 50;
  if (kind === 49) return `${header}\r\n${mixed(number, letter, 'form.pdf', 'application/pdf', 100_000)}`;
  if (kind % 20 === 7) return `${header}\r\n${mixed(number, letter, 'photo.jpg', 'image/jpeg', 12_000)}`;
  if (kind % 10 >= 7) return `${header}\r\n${alternative(number, letter)}`;
  return `${header}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${letter}\r\n`;
}

function alternative(number: number, letter: string): string {
  const boundary = `=_alternative_${number}`;
  const quote = 'On Mon, 2 Nov 2026 at 10:00, Harbour Bank <office@harbour-bank.example> wrote:';
  const answered = FILLER.repeat(6);
  const plain = `${letter}\r\n\r\n${quote}\r\n${`> ${FILLER}\r\n`.repeat(6)}`;
  const html = `<html><head><style>p { margin: 0 }</style></head><body><div dir="ltr"><p>${letter}</p></div><br><div class="gmail_quote"><div class="gmail_attr">${quote}</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><p>${answered}</p></blockquote></div></body></html>`;
  return multipart('alternative', boundary, [
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(plain)}`,
    `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(html)}`,
  ]);
}

function mixed(number: number, letter: string, name: string, type: string, bytes: number): string {
  return multipart('mixed', `=_mixed_${number}`, [
    `Content-Type: text/plain; charset=utf-8\r\n\r\n${letter}`,
    `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(Buffer.alloc(bytes, number))}`,
  ]);
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`;
}

/** RFC 2045: lines of at most 76 characters. */
function base64(content: string | Buffer): string {
  return Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
}
