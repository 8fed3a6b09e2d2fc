import { canSign, signedJwt, type JsonApi, type SecretFault } from '@earshot/connector-kit';
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

/** What keeps the secret from being the key of a service account; nothing where there is none. */
export function serviceAccountFaults({ serviceAccount }: Readonly<Record<string, string>>): SecretFault[] {
  const key = serviceAccount === undefined ? null : keyIn(serviceAccount);
  if (serviceAccount === undefined || (key !== null && canSign({ algorithm: 'RS256', pem: key.private_key })))
    return [];
  const right = 'it must be the whole JSON file that the Google Cloud console offered when the key was made';
  return [{ name: 'serviceAccount', message: `is no key of a service account; ${right}` }];
}

/** @throws ConnectorError `credentials_rejected` when the secret is not a key file */
export function readKeyFile(secret: string): ServiceAccountKey {
  const key = keyIn(secret);
  if (key !== null) return key;
  throw new ConnectorError(
    'credentials_rejected',
    'The secret serviceAccount is not the key file of a service account',
    {
      advice: 'Enter the whole JSON file that the Google Cloud console offered when the key was made.',
    },
  );
}

function keyIn(secret: string): ServiceAccountKey | null {
  try {
    return keyFile.safeParse(JSON.parse(secret)).data ?? null;
  } catch {
    // What the parser says quotes the secret.
    return null;
  }
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
