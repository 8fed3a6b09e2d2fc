import { HttpStatusError, type ConsentEndpoints, type HttpClient } from '@earshot/connector-kit';
import {
  Conflict,
  ConnectorError,
  Forbidden,
  InvalidInput,
  type Clock,
  type PendingConsent,
  type SourceBook,
  type SourceConsentStore,
} from '@earshot/domain';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretKeeper } from './secret-keeper.js';
import type { SourceKinds } from './source-kinds.js';

/** A person signs in at the provider and perhaps looks for a telephone; nobody needs longer. */
const CONSENT_LIFETIME_MS = 15 * 60_000;
const EXCHANGE_TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;

const tokens = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1).optional() });
const refusal = z.object({ error: z.string() });

/** What the provider sent back with the person's browser (RFC 6749, section 4.1.2). */
export interface ConsentAnswer {
  readonly state: string;
  readonly code: string | null;
  /** `access_denied` and the like. */
  readonly error: string | null;
}

export interface CompletedConsent {
  readonly sourceId: string;
  /** Why the account is not connected; `null` when it is. */
  readonly failure: ConnectorError | null;
}

export interface ConsentParts {
  readonly kinds: SourceKinds;
  readonly book: SourceBook;
  readonly consents: SourceConsentStore;
  readonly keeper: SecretKeeper;
  readonly http: HttpClient;
  readonly clock: Clock;
}

/**
 * Connects an account by a person's consent: an authorisation code with PKCE (RFC 7636) and a state that is good once, for
 * the person who was sent (RFC 6749, section 10.12). Tokens are sealed before anybody sees them.
 */
export class ConsentDesk {
  constructor(private readonly parts: ConsentParts) {}

  /** Whether somebody can consent for a source with these options. */
  offers(kind: string, options: unknown): boolean {
    return this.endpoints(kind, options) !== null;
  }

  /** Where the person is sent. @throws NotFound, Conflict when this source takes no consent */
  async begin(sourceId: string, userId: string, redirectUri: string): Promise<string> {
    const { book, consents, keeper, clock } = this.parts;
    const { kind, options } = await book.settings(sourceId);
    const endpoints = this.endpoints(kind, options);
    if (endpoints === null)
      throw new Conflict(
        'This source is not connected by consent: set login to oauth2, and where its tokens come from',
      );
    const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(48).toString('base64url')];
    const at = clock.now();
    const sealed = keeper.seal({ verifier });
    if (sealed === null) throw new Error('a verifier was sealed to nothing');
    const pending = { sourceId, userId, redirectUri, verifier: sealed, stateHash: sha256(state) };
    await consents.open({ ...pending, expiresAt: new Date(at.getTime() + CONSENT_LIFETIME_MS) }, at);
    const url = new URL(endpoints.authorizeUrl);
    const parameters = {
      ...endpoints.parameters,
      response_type: 'code',
      client_id: endpoints.clientId,
      redirect_uri: redirectUri,
      ...(endpoints.scope !== '' && { scope: endpoints.scope }),
      state,
      code_challenge: sha256(verifier).toString('base64url'),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /**
   * Exchanges what the provider sent back for tokens and stores them.
   * @throws InvalidInput when the answer belongs to no open question, Forbidden when it was asked by somebody else
   */
  async complete(answer: ConsentAnswer, userId: string): Promise<CompletedConsent> {
    const { consents, clock } = this.parts;
    const pending = await consents.take(sha256(answer.state), clock.now());
    if (pending === null)
      throw new InvalidInput('The request has faults', [
        { path: 'state', message: 'belongs to no connection that was begun within 15 minutes; connect again' },
      ]);
    if (pending.userId !== userId) throw new Forbidden('Somebody else has begun to connect this account');
    const { sourceId } = pending;
    if (answer.code === null) {
      const reason = `The provider refuses: ${(answer.error ?? 'no code').slice(0, 60)}`;
      return { sourceId, failure: new ConnectorError('credentials_rejected', reason) };
    }
    try {
      await this.connect(pending, answer.code);
      return { sourceId, failure: null };
    } catch (error) {
      if (error instanceof ConnectorError) return { sourceId, failure: error };
      throw error;
    }
  }

  private async connect({ sourceId, userId, redirectUri, verifier }: PendingConsent, code: string): Promise<void> {
    const { book, consents, keeper, clock } = this.parts;
    const { kind, options, secrets } = await book.settings(sourceId);
    const endpoints = this.endpoints(kind, options);
    if (endpoints === null) throw new ConnectorError('misconfigured', 'The source takes no consent any more');
    const kept = keeper.open(secrets);
    const clientSecret = kept[endpoints.secrets.client];
    const refreshToken = await this.exchange(endpoints, {
      code,
      redirect_uri: redirectUri,
      code_verifier: keeper.open(verifier)['verifier'] ?? '',
      client_id: endpoints.clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
    });
    const sealed = keeper.seal({ ...kept, [endpoints.secrets.refreshToken]: refreshToken });
    if (sealed === null) throw new Error('tokens were sealed to nothing');
    await consents.connected(sourceId, sealed, { actorId: userId, at: clock.now() });
  }

  private endpoints(kind: string, options: unknown): ConsentEndpoints | null {
    const definition = this.parts.kinds.find(kind);
    const parsed = definition.options.safeParse(options);
    return parsed.success ? (definition.consent?.(parsed.data) ?? null) : null;
  }

  private async exchange(endpoints: ConsentEndpoints, fields: Readonly<Record<string, string>>): Promise<string> {
    const found = tokens.safeParse(await this.ask(endpoints.tokenUrl, fields));
    if (!found.success) throw new ConnectorError('unreadable', 'The token endpoint answered without an access_token');
    if (found.data.refresh_token === undefined)
      throw new ConnectorError('misconfigured', 'The provider gave no refresh token', {
        advice: 'Without it the mailbox could be read for an hour only: let the scope include offline access.',
      });
    return found.data.refresh_token;
  }

  private async ask(url: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
    try {
      const { body } = await this.parts.http.request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({ grant_type: 'authorization_code', ...fields }).toString(),
        maxBytes: MAX_ANSWER_BYTES,
        timeoutMs: EXCHANGE_TIMEOUT_MS,
      });
      return json(body);
    } catch (error) {
      if (!(error instanceof HttpStatusError)) throw error;
      const named = refusal.safeParse(json(error.response.body));
      const code = named.success ? named.data.error.slice(0, 60) : `status ${error.response.status}`;
      throw new ConnectorError('credentials_rejected', `The token endpoint refuses: ${code}`, { cause: error });
    }
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
