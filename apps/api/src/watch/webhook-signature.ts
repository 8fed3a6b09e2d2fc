import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock may be off, and how long a caught request could be sent again. Seconds. */
const TOLERANCE_SECONDS = 300;

export interface SignedRequest {
  /** The header `webhook-id`. */
  readonly id: string | undefined;
  /** `webhook-timestamp`: seconds since the epoch. */
  readonly timestamp: string | undefined;
  /** `webhook-signature`: `v1,BASE64`, several separated by spaces while a secret is being changed. */
  readonly signature: string | undefined;
  readonly body: Uint8Array;
}

/**
 * Why a request is not the sender's, in words for the sender; `null` when it is. Standard Webhooks: the signature is the
 * HMAC-SHA256 of `ID.TIMESTAMP.BODY` (https://www.standardwebhooks.com, "Signature scheme").
 * @param secret `whsec_` and the key in base64
 */
export function signatureFault(request: SignedRequest, secret: string, now: Date): string | null {
  const { id, timestamp, signature, body } = request;
  if (id === undefined || timestamp === undefined || signature === undefined)
    return 'The headers webhook-id, webhook-timestamp and webhook-signature are needed';
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) return 'webhook-id must be 1 to 200 visible characters of ASCII';
  if (!/^\d{1,12}$/.test(timestamp)) return 'webhook-timestamp must be whole seconds since 1970';
  if (Math.abs(Number(timestamp) - now.getTime() / 1_000) > TOLERANCE_SECONDS)
    return `webhook-timestamp is more than ${TOLERANCE_SECONDS} seconds away from now`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const matches = signature
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'))
    // Every one is compared, each in constant time.
    .filter((given) => given.length === expected.length && timingSafeEqual(given, expected));
  return matches.length > 0 ? null : 'webhook-signature does not fit the request and the secret';
}
