import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { ConnectorKit } from '../connector.js';
import { HttpStatusError } from '../http/http-client.js';

/** As what an installation asks for tokens. Its secrets are `clientSecret`, where it has one, and `refreshToken`. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** A person has consented once, or the application itself has the permission. */
  readonly grant: 'refresh_token' | 'client_credentials';
  /** Separated by spaces; empty where the provider takes what was consented to. */
  readonly scope: string;
}

/** A token that is about to expire would die during the login. Milliseconds. */
const EXPIRY_MARGIN_MS = 60_000;
/** RFC 6749, section 5.1 only recommends `expires_in`; an hour is what Google and Microsoft give. Seconds. */
const DEFAULT_LIFETIME_S = 3600;
const TOKEN_TIMEOUT_MS = 20_000;
const MAX_TOKEN_BYTES = 256 * 1024;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(DEFAULT_LIFETIME_S),
  refresh_token: z.string().min(1).optional(),
});
const errorAnswer = z.object({ error: z.string() });

/** RFC 6749, section 5.2: what each refusal means for the owner; other codes come from a wrong configuration. */
const REJECTED = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'access_denied',
  'interaction_required',
  'consent_required',
]);
const BUSY = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/** Access tokens for one account (RFC 6749), kept until shortly before they expire. */
export class AccessTokens {
  #current: { token: string; expiresAt: number } | null = null;
  #refreshToken: string | null;
  #storedRefreshToken: string | null;

  constructor(
    private readonly client: OAuthClient,
    private readonly kit: Pick<ConnectorKit, 'http' | 'now' | 'secrets' | 'saveSecrets'>,
  ) {
    this.#refreshToken = kit.secrets['refreshToken'] ?? null;
    this.#storedRefreshToken = this.#refreshToken;
  }

  /**
   * A valid token, from the token endpoint when the last one has expired. A rotated refresh token is stored before the
   * access token is used: the old one may be dead already, and losing the new one would lock the account.
   * @throws ConnectorError `credentials_rejected` when the consent is gone, `misconfigured` for a wrong endpoint or client,
   * `unreachable` or `rate_limited` when the endpoint is down or busy, which says nothing about the credentials.
   */
  async token(signal: AbortSignal): Promise<string> {
    if (this.#current !== null && this.#current.expiresAt - EXPIRY_MARGIN_MS > this.kit.now().getTime())
      return this.#current.token;
    const answer = await this.#request(signal);
    this.#refreshToken = answer.refresh_token ?? this.#refreshToken;
    await this.#storeRefreshToken();
    this.#current = {
      token: answer.access_token,
      expiresAt: this.kit.now().getTime() + answer.expires_in * 1000,
    };
    return answer.access_token;
  }

  /** Whether a token is kept from before. */
  get hasToken(): boolean {
    return this.#current !== null;
  }

  /** Drops the kept token, which the mail server has refused. */
  forget(): void {
    this.#current = null;
  }

  async #storeRefreshToken(): Promise<void> {
    if (this.#refreshToken === null || this.#refreshToken === this.#storedRefreshToken) return;
    await this.kit.saveSecrets({ refreshToken: this.#refreshToken });
    this.#storedRefreshToken = this.#refreshToken;
  }

  async #request(signal: AbortSignal): Promise<z.output<typeof tokenAnswer>> {
    try {
      const response = await this.kit.http.request(this.client.tokenUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: this.#form().toString(),
        maxBytes: MAX_TOKEN_BYTES,
        timeoutMs: TOKEN_TIMEOUT_MS,
        signal,
      });
      const answer = tokenAnswer.safeParse(json(response.body));
      if (answer.success) return answer.data;
    } catch (error) {
      throw error instanceof HttpStatusError ? refusal(error) : error;
    }
    throw new ConnectorError('unreadable', 'The token endpoint answered without an access_token');
  }

  #form(): URLSearchParams {
    const form = new URLSearchParams({ grant_type: this.client.grant, client_id: this.client.clientId });
    const clientSecret = this.kit.secrets['clientSecret'];
    if (clientSecret !== undefined) form.set('client_secret', clientSecret);
    if (this.client.scope !== '') form.set('scope', this.client.scope);
    if (this.client.grant === 'refresh_token') form.set('refresh_token', this.#neededRefreshToken());
    return form;
  }

  #neededRefreshToken(): string {
    if (this.#refreshToken !== null) return this.#refreshToken;
    throw new ConnectorError('credentials_rejected', 'There is no refresh token for the account', {
      advice: 'Connect the account: a person must consent once.',
    });
  }
}

function refusal(error: HttpStatusError): ConnectorError {
  if (error.kind === 'rate_limited' || error.kind === 'unreachable') return error;
  const named = errorAnswer.safeParse(json(error.response.body));
  const code = named.success ? named.data.error.slice(0, 60) : `status ${error.response.status}`;
  const message = `The token endpoint refuses: ${code}`;
  if (BUSY.has(code)) return new ConnectorError('unreachable', message, { cause: error });
  if (REJECTED.has(code) || !named.success)
    return new ConnectorError(named.success ? 'credentials_rejected' : error.kind, message, {
      cause: error,
      advice: 'Connect the account again; if the provider gave a new client secret, enter it.',
    });
  return new ConnectorError('misconfigured', message, {
    cause: error,
    advice: 'Check tokenUrl, clientId, grant and scope against what the provider shows for this application.',
  });
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
