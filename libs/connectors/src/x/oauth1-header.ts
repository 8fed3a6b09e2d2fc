import { createHmac } from 'node:crypto';

/** The keys of an application and the tokens of the account that it acts for. */
export interface OAuth1Keys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string;
  readonly tokenSecret: string;
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** Without a query. */
  readonly url: string;
  /** Of the query and of a form; a JSON body is not signed. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** The header `Authorization` of a request signed with HMAC-SHA1 (RFC 5849, section 3). Pure. */
export function oauth1Header(request: SignedRequest, keys: OAuth1Keys): string {
  const oauth: Readonly<Record<string, string>> = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: request.nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(request.timestamp),
    oauth_token: keys.token,
    oauth_version: '1.0',
  };
  const parameters = Object.entries({ ...request.parameters, ...oauth })
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const base = [request.method, request.url, parameters].map(escaped).join('&');
  const key = `${escaped(keys.consumerSecret)}&${escaped(keys.tokenSecret)}`;
  const signature = createHmac('sha1', key).update(base).digest('base64');
  const header = Object.entries({ ...oauth, oauth_signature: signature })
    .map(([name, value]) => `${escaped(name)}="${escaped(value)}"`)
    .join(', ');
  return `OAuth ${header}`;
}

/** RFC 3986 leaves fewer letters as they are than `encodeURIComponent`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
