import { type ConnectorKit, type JsonApi } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { BlueskyOptions } from './bluesky-options.js';

const tokens = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1), did: z.string().min(1) });
const payload = z.object({ sub: z.string().min(1), exp: z.number() });

/** A token this near its end is renewed at once. Milliseconds. */
const MARGIN_MS = 60_000;

export interface Session {
  readonly accessToken: string;
  /** The account. */
  readonly did: string;
}

/**
 * Logs in with the app password, and keeps the tokens with the secrets: only 300 logins a day are allowed, fewer than polls.
 * https://docs.bsky.app/docs/advanced-guides/rate-limits
 */
export class BlueskySession {
  private accessToken: string;
  private refreshToken: string;

  constructor(
    private readonly options: BlueskyOptions,
    private readonly kit: Pick<ConnectorKit, 'now' | 'secrets' | 'saveSecrets'>,
    private readonly api: JsonApi,
  ) {
    this.accessToken = kit.secrets['accessToken'] ?? '';
    this.refreshToken = kit.secrets['refreshToken'] ?? '';
  }

  /** @throws ConnectorError */
  async open(signal: AbortSignal): Promise<Session> {
    const claims = claimsOf(this.accessToken);
    if (claims !== null && claims.exp * 1000 > this.kit.now().getTime() + MARGIN_MS)
      return { accessToken: this.accessToken, did: claims.sub };
    return (await this.refreshed(signal)) ?? (await this.loggedIn(signal));
  }

  /** The server does not take the access token although it looks fresh. */
  forget(): void {
    this.accessToken = '';
  }

  private async refreshed(signal: AbortSignal): Promise<Session | null> {
    if (claimsOf(this.refreshToken) === null) return null;
    try {
      const headers = { authorization: `Bearer ${this.refreshToken}` };
      const asked = { schema: tokens, headers, body: undefined, signal };
      return await this.kept((await this.api.call('xrpc/com.atproto.server.refreshSession', asked)).body);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'credentials_rejected') throw error;
      return null;
    }
  }

  private async loggedIn(signal: AbortSignal): Promise<Session> {
    const password = this.kit.secrets['appPassword'] ?? '';
    if (password === '')
      throw new ConnectorError('credentials_rejected', 'There is no app password', {
        advice: 'Make one in Bluesky: Settings → Privacy and security → App passwords.',
      });
    const body = { identifier: this.options.identifier.replace(/^@/, ''), password };
    const asked = { schema: tokens, body, signal };
    return this.kept((await this.api.call('xrpc/com.atproto.server.createSession', asked)).body);
  }

  private async kept({ accessJwt, refreshJwt, did }: z.output<typeof tokens>): Promise<Session> {
    this.accessToken = accessJwt;
    this.refreshToken = refreshJwt;
    await this.kit.saveSecrets({ accessToken: accessJwt, refreshToken: refreshJwt });
    return { accessToken: accessJwt, did };
  }
}

/** What a JWT says of itself; its signature is the server's business. `null` for anything else. */
function claimsOf(token: string): z.output<typeof payload> | null {
  const part = token.split('.')[1];
  if (part === undefined) return null;
  try {
    const read = payload.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
