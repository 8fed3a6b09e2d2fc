import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** What was given is no sealed secret, was sealed with another key, or was changed since. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

export const KEY_BYTES = 32;
const FORMAT = 1;
const KEY_ID_BYTES = 4;
/** NIST SP 800-38D: 96 bits is the length that GCM is made for; random ones are safe for 2³² secrets a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * Seals secrets with AES-256-GCM: format (1 byte), key id (4), nonce (12), tag (16), ciphertext. The first two are
 * authenticated too. The key id names the key without telling it, so that a key can be replaced while old secrets stay
 * readable: the first key seals, all of them open.
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: Buffer;

  /** @param keys of 32 bytes each, the one that seals first. */
  constructor(keys: readonly Buffer[]) {
    const [current] = keys;
    if (current === undefined || keys.some((key) => key.length !== KEY_BYTES))
      throw new TypeError(`A secret box takes keys of ${KEY_BYTES} bytes`);
    this.current = current;
    this.keys = new Map(keys.map((key) => [keyIdOf(key).toString('hex'), key]));
  }

  /** The id of the key that seals, as hexadecimal digits; safe to show. */
  get keyId(): string {
    return keyIdOf(this.current).toString('hex');
  }

  /** The same for the same text under the same key, and tells nothing of it: 128 bits of an HMAC, as hexadecimal digits. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.current).update(`fingerprint\n${text}`).digest('hex').slice(0, 32);
  }

  seal(text: string): Uint8Array {
    const header = Buffer.concat([Buffer.of(FORMAT), keyIdOf(this.current)]);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current, nonce, { authTagLength: TAG_BYTES }).setAAD(header);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([header, nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws SecretUnreadable saying which of the three it is */
  open(sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < OVERHEAD_BYTES || bytes[0] !== FORMAT) throw new SecretUnreadable('This is no sealed secret');
    const header = bytes.subarray(0, HEADER_BYTES);
    const keyId = header.subarray(1).toString('hex');
    const key = this.keys.get(keyId);
    if (key === undefined)
      throw new SecretUnreadable(
        `This secret was sealed with the key ${keyId}; the keys here are ${[...this.keys.keys()].join(', ')}`,
      );
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(header)
      .setAuthTag(bytes.subarray(HEADER_BYTES + NONCE_BYTES, OVERHEAD_BYTES));
    try {
      return decipher.update(bytes.subarray(OVERHEAD_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new SecretUnreadable('This secret was changed since it was sealed', { cause });
    }
  }
}

/** From a hash made for this purpose alone, so that it tells nothing about the key. */
function keyIdOf(key: Buffer): Buffer {
  return createHash('sha256').update('earshot key id').update(key).digest().subarray(0, KEY_ID_BYTES);
}
