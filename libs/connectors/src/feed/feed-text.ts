import { decodeText } from '@earshot/connector-kit';

/**
 * The text of a feed's bytes. The charset is taken from the byte order mark, else from the `charset` of the Content-Type,
 * else from the XML declaration (RFC 7303 §3); bytes that are valid UTF-8 are UTF-8 whatever was declared, and where
 * nothing was declared the bytes decide. Characters that XML 1.0 forbids are left out: one of them would make the whole
 * feed unreadable.
 */
export function feedText(bytes: Uint8Array, contentType: string | null): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bom = byteOrderMark(buffer);
  const body = buffer.subarray(bom?.length ?? 0);
  const declared = bom?.charset ?? charsetOfWideText(body) ?? charsetOfHeader(contentType) ?? charsetOfProlog(body);
  const text = decodeText(body, declared).text;
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').trim();
}

function byteOrderMark(bytes: Buffer): { charset: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 without a mark: the first character of every feed is `<` or `{`, so its other byte is zero. */
function charsetOfWideText(bytes: Buffer): string | null {
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] !== 0 && bytes.length > 1 ? 'utf-16be' : null;
}

function charsetOfHeader(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function charsetOfProlog(bytes: Buffer): string | null {
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(bytes.toString('latin1', 0, 300))?.[1] ?? null;
}
