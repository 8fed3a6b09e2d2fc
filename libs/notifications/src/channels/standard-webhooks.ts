import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64. */
const KEY_BYTES = 32;

/** A key that signs, in the form that receivers' libraries take. */
export function newSigningKey(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString('base64')}`;
}

export interface SignedContent {
  /** The same at every attempt. */
  readonly id: string;
  /** Of this attempt: a receiver refuses what is some minutes old. */
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks 1.0 ("Signature scheme", v1): HMAC-SHA256 over id, timestamp in seconds and body.
 *
 * @param keys one signature each, so that a receiver may know the old key or the new one while they are exchanged
 */
export function signatureHeaders({ id, at, body }: SignedContent, keys: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = keys.map((key) => {
    const bytes = Buffer.from(key.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
