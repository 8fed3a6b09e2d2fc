/** Undoes a Content-Transfer-Encoding leniently: what is damaged is skipped, nothing throws. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return decodeBase64(body.toString('latin1'));
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return body;
}

/** For every byte 1 or 0. */
const IS_BASE64_DIGIT = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Size in bytes after decoding, without holding the decoded bytes of a large attachment. */
export function decodedSize(body: Buffer, encoding: string): number {
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body).length;
  if (encoding !== 'base64') return body.length;
  let digits = 0;
  // By index and table: an iterator over the bytes of every attachment takes longer than reading the rest of the mail.
  for (let i = 0; i < body.length; i++) digits += IS_BASE64_DIGIT[body[i] ?? 0] ?? 0;
  return Math.floor((digits * 3) / 4);
}

/** Padding in the middle (parts encoded one by one and glued together) does not end the text. */
function decodeBase64(text: string): Buffer {
  const runs = text.split(/=+/);
  if (runs.length <= 2) return Buffer.from(text, 'base64');
  return Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')));
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const code = hexDigit(body[i + 1]) * 16 + hexDigit(body[i + 2]);
    if (code >= 0) {
      out[length++] = code;
      i += 2;
      continue;
    }
    const end = softBreakEnd(body, i + 1);
    if (end < 0) out[length++] = byte;
    else i = end;
  }
  return out.subarray(0, length);
}

/** Index of the LF that ends a soft line break, white space before it allowed; -1 when there is none. */
function softBreakEnd(body: Buffer, start: number): number {
  let i = start;
  while (i < body.length && i - start < 80 && (body[i] === 0x20 || body[i] === 0x09 || body[i] === 0x0d)) i++;
  return i >= body.length || body[i] === 0x0a ? Math.min(i, body.length - 1) : -1;
}

/** NaN when it is none: the sum with it is never ≥ 0. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : NaN;
}
