import { ConnectorError } from '@earshot/domain';
import type { ConnectorKit } from '@earshot/connector-kit';
import { readFile } from 'node:fs/promises';
import { AccessTokens } from './access-token.js';
import { ImapSession, type SessionPlan } from './imap-session.js';
import { portOf, type MailboxOptions } from './mailbox-options.js';
import type { SessionTimings } from './session-limits.js';

/** What one session is opened for. */
export interface SessionPurpose {
  /** The largest mail that will be asked for. Bytes. */
  readonly maxItemBytes: number;
  /** It will wait for mail instead of reading. */
  readonly waits: boolean;
}

/** Opens sessions of one mailbox and closes those that are still open. */
export class SessionOpener {
  readonly #tokens: AccessTokens | null;
  readonly #open = new Set<ImapSession>();

  constructor(
    private readonly options: MailboxOptions,
    private readonly kit: ConnectorKit,
    private readonly timings: SessionTimings,
  ) {
    this.#tokens = options.login === 'oauth2' && options.oauth !== null ? new AccessTokens(options.oauth, kit) : null;
  }

  /** @throws ConnectorError named by what the host must do, see imap-errors.ts and access-token.ts. */
  async open(purpose: SessionPurpose, signal: AbortSignal): Promise<ImapSession> {
    const place = { host: this.options.host, port: portOf(this.options) };
    const ca = await this.#ca();
    const { address } = await this.kit.network.resolve(place.host, signal, place.port);
    const connect = async (): Promise<ImapSession> => {
      const login = await this.#login(signal);
      const plan: SessionPlan = {
        ...purpose,
        place,
        address,
        ca,
        login,
        security: this.options.security,
        timings: this.timings,
      };
      return ImapSession.open(plan, signal, this.kit.logger);
    };
    const hadToken = this.#tokens?.hasToken ?? false;
    const session = await connect().catch((error: unknown) => {
      // A kept token may have been revoked before its time; a new one that is refused too says that the consent is gone.
      if (!hadToken || !isRejection(error)) throw error;
      this.#tokens?.forget();
      return connect();
    });
    this.#open.add(session);
    return session;
  }

  /** Closes a session that has done its work; politely when it ended well. */
  async release(session: ImapSession, endedWell: boolean): Promise<void> {
    this.#open.delete(session);
    if (endedWell) await session.logout();
    else session.close();
  }

  closeAll(): void {
    for (const session of this.#open) session.close();
    this.#open.clear();
  }

  async #login(signal: AbortSignal): Promise<SessionPlan['login']> {
    const { user } = this.options;
    if (this.#tokens !== null) return { user, accessToken: await this.#tokens.token(signal) };
    const password = this.kit.secrets['password'];
    if (password === undefined || password === '')
      throw new ConnectorError('credentials_rejected', 'There is no password for the mailbox', {
        advice: 'Enter the password or an app password.',
      });
    return { user, password };
  }

  async #ca(): Promise<string | null> {
    const { caFile } = this.options;
    if (caFile === null) return null;
    try {
      const pem = await readFile(caFile, 'utf8');
      if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
    } catch (error) {
      throw new ConnectorError('misconfigured', `caFile ${caFile} cannot be read`, { cause: error });
    }
    throw new ConnectorError('misconfigured', `caFile ${caFile} holds no PEM certificate`);
  }
}

function isRejection(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind === 'credentials_rejected';
}
