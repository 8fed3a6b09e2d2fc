import { InvalidInput } from '@earshot/domain';
import { createHash } from 'node:crypto';

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The name that the sender gave the command; `null` for none. @throws InvalidInput */
export function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && KEY.test(header)) return header;
  const message = 'must be 1 to 255 visible ASCII characters without spaces';
  throw new InvalidInput('The request has faults', [{ path: IDEMPOTENCY_HEADER, message }]);
}

/** The name was given to another command before; the sender chooses a new one. 422. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';
  constructor() {
    super(`This ${IDEMPOTENCY_HEADER} was used for another request: use a new one for each request`);
  }
}

/** What makes a request the same: where it goes, what it says and what it presupposes. */
export function requestHash(request: {
  readonly method: string;
  readonly url: string;
  readonly ifMatch: string | undefined;
  /** Tells most files apart, which are not read before they are stored. */
  readonly contentLength: string | undefined;
  readonly body: unknown;
}): Uint8Array {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('base64') : (request.body ?? null);
  const parts = [request.method, request.url, request.ifMatch ?? null, request.contentLength ?? null, body];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
