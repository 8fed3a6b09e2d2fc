import { ConnectorError } from '@earshot/domain';
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';

/** What signs for an account of a service. */
export interface SigningKey {
  readonly algorithm: 'ES256' | 'RS256';
  /** Also on one line with `\\n` for the line ends, as secrets are entered a line each. */
  readonly pem: string;
  /** Named in the header where the service knows several. */
  readonly keyId?: string;
}

/**
 * A JSON Web Token (RFC 7519) with these claims.
 *
 * @throws ConnectorError `credentials_rejected` when the key cannot be read or is of another kind
 */
export function signedJwt(key: SigningKey, claims: Readonly<Record<string, unknown>>): string {
  const header = { alg: key.algorithm, typ: 'JWT', ...(key.keyId !== undefined && { kid: key.keyId }) };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey(key), dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** Whether `signedJwt` could sign with it. */
export function canSign(key: SigningKey): boolean {
  return readKey(key) !== null;
}

function privateKey(key: SigningKey): KeyObject {
  const read = readKey(key);
  if (read !== null) return read;
  const wanted = typeOf(key).toUpperCase();
  throw new ConnectorError('credentials_rejected', `The private key cannot be read as an ${wanted} key`, {
    advice: 'Enter the whole file, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.',
  });
}

function readKey(key: SigningKey): KeyObject | null {
  try {
    const read = createPrivateKey(key.pem.replaceAll('\\n', '\n'));
    return read.asymmetricKeyType === typeOf(key) ? read : null;
  } catch {
    // What Node says of a key that it cannot read may quote it.
    return null;
  }
}

const typeOf = ({ algorithm }: SigningKey): 'ec' | 'rsa' => (algorithm === 'ES256' ? 'ec' : 'rsa');
