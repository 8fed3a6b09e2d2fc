import { signedJwt, type JsonApi } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';

const keyFile = z.object({
  client_email: z.string().min(3),
  private_key: z.string().min(1),
  token_uri: z.url({ protocol: /^https?$/ }).default('https://oauth2.googleapis.com/token'),
});
export type ServiceAccountKey = z.output<typeof keyFile>;

const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';
/** The longest that Google takes. Seconds. */
const LIFETIME_S = 3600;
const MARGIN_MS = 60_000;

/** @throws ConnectorError `credentials_rejected` when the secret is not a key file */
export function readKeyFile(secret: string): ServiceAccountKey {
  let json: unknown = null;
  try {
    json = JSON.parse(secret);
  } catch {
    // What the parser says quotes the secret.
  }
  const read = keyFile.safeParse(json);
  if (read.success) return read.data;
  throw new ConnectorError(
    'credentials_rejected',
    'The secret serviceAccount is not the key file of a service account',
    {
      advice: 'Enter the whole JSON file that the Google Cloud console offered when the key was made.',
    },
  );
}

/** Access tokens of a service account: https://developers.google.com/identity/protocols/oauth2/service-account */
export class ServiceAccountToken {
  private token: { readonly value: string; readonly until: number } | null = null;

  /** @param api of the key file's `token_uri` */
  constructor(
    private readonly key: ServiceAccountKey,
    private readonly api: JsonApi,
    private readonly now: () => Date,
  ) {}

  /** @throws ConnectorError */
  async get(signal: AbortSignal): Promise<string> {
    const now = this.now().getTime();
    if (this.token !== null && this.token.until > now + MARGIN_MS) return this.token.value;
    const { client_email, private_key, token_uri } = this.key;
    const issued = Math.floor(now / 1000);
    const claims = { iss: client_email, scope: SCOPE, aud: token_uri, iat: issued, exp: issued + LIFETIME_S };
    const assertion = signedJwt({ algorithm: 'RS256', pem: private_key }, claims);
    const { body } = await this.api.call('', {
      schema: z.object({ access_token: z.string().min(1), expires_in: z.number().positive() }),
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
      signal,
    });
    this.token = { value: body.access_token, until: now + body.expires_in * 1000 };
    return body.access_token;
  }
}
