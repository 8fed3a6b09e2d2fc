import { addressParser, decodeWords } from 'postal-mime';
import { decodeText } from './charset.js';
import { plainText } from './plain-text.js';
import type { MailAddress } from './read-mail-result.js';

/** Labels under which an encoded word hides text of an unknown charset; the library would read them as windows-1252. */
const UNKNOWN_WORD =
  /=\?(?:unknown-8bit|x-unknown|unknown|us-ascii|ascii|binary|default)(?:\*[^?]*)?\?([QB])\?([^?]*)\?=/gi;

/**
 * A header value as text: raw 8-bit bytes by the charset the body declares or by their looks, RFC 2047 words decoded,
 * white space runs one space.
 */
export function headerText(value: string, bodyCharset: string | null): string {
  const decoded = needsCharset(value) ? decodeText(Buffer.from(value, 'latin1'), bodyCharset).text : value;
  const known = decoded.replace(UNKNOWN_WORD, (_, encoding: string, payload: string) => {
    const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(payload, 'base64') : qBytes(payload);
    return decodeText(bytes, bodyCharset).text;
  });
  return (known.includes('=?') ? decodeWords(known) : known).replace(/\s+/g, ' ').trim();
}

/** Bytes beyond ASCII, or the ESC of ISO-2022-JP. */
function needsCharset(value: string): boolean {
  return /\P{ASCII}/u.test(value) || value.includes('\u001b');
}

function qBytes(payload: string): Buffer {
  const binary = payload
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1');
}

/** One mailbox as most headers have it, in which the general parser has nothing to find out: `Anna Smith <anna@shop.example>`. */
const USUAL_MAILBOX =
  /^(?:(?:"([A-Za-z0-9 .,'-]+)"|([A-Za-z0-9][A-Za-z0-9 .'-]*)) <([\w.+-]+@[\w.-]+)>|([\w.+-]+@[\w.-]+))$/;

/** Mailboxes of an address header; groups are unfolded, entries without an address left out. At most `limit`. */
export function headerAddresses(value: string | null, bodyCharset: string | null, limit = 200): MailAddress[] {
  if (value === null || value === '') return [];
  const usual = USUAL_MAILBOX.exec(value);
  if (usual !== null && value.length <= 320) {
    const name = (usual[1] ?? usual[2] ?? '').replace(/ {2,}/g, ' ').trim();
    return [{ address: (usual[3] ?? usual[4] ?? '').toLowerCase(), name: name || null }];
  }
  const raw = needsCharset(value) ? decodeText(Buffer.from(value, 'latin1'), bodyCharset).text : value;
  const known = raw.replace(UNKNOWN_WORD, (word) => JSON.stringify(headerText(word, bodyCharset)));
  return addressParser(known.slice(0, 64 * 1024), { flatten: true })
    .slice(0, limit)
    .flatMap(({ address, name }) => {
      const clean = plainText(address ?? '')
        .trim()
        .toLowerCase();
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(clean) || clean.length > 320) return [];
      return [{ address: clean, name: plainText(name).replace(/\s+/g, ' ').trim() || null }];
    });
}

/** Message ids in the order in which they stand, with their angle brackets. */
export function messageIds(value: string | null): string[] {
  if (value === null) return [];
  const clean = plainText(value);
  const bracketed = clean.match(/<[^<>\s]{1,500}>/g);
  if (bracketed !== null) return bracketed;
  const bare = clean.trim().split(/\s+/)[0] ?? '';
  return bare.includes('@') && bare.length <= 500 ? [`<${bare}>`] : [];
}
