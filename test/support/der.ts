/** The distinguished encoding of ASN.1 (X.690), as far as a certificate needs it. */
const encoded = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const length: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const head = body.length < 128 ? [body.length] : [0x80 | length.length, ...length];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};

export const sequence = (...content: readonly Uint8Array[]): Buffer => encoded(0x30, ...content);
export const set = (...content: readonly Uint8Array[]): Buffer => encoded(0x31, ...content);
export const text = (value: string): Buffer => encoded(0x0c, Buffer.from(value, 'utf8'));
export const octets = (value: Uint8Array): Buffer => encoded(0x04, value);
export const bits = (value: Uint8Array): Buffer => encoded(0x03, Buffer.from([0]), value);
export const yes = (): Buffer => encoded(0x01, Buffer.from([0xff]));
/** `explicit(0, x)` is `[0] EXPLICIT x`. */
export const explicit = (number: number, content: Uint8Array): Buffer => encoded(0xa0 | number, content);
/** `implicit(2, x)` is `[2] IMPLICIT`, of a primitive type. */
export const implicit = (number: number, content: Uint8Array): Buffer => encoded(0x80 | number, content);

/** A positive one. */
export const integer = (bytes: Uint8Array): Buffer =>
  encoded(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift(0x80 | (left & 0x7f));
    return digits;
  });
  return encoded(0x06, Buffer.from(bytes));
}

/** UTCTime, of the years 1950 to 2049. */
export const utcTime = (at: Date): Buffer =>
  encoded(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'ascii'));
