import { ConnectorError } from '@earshot/domain';
import { AccessTokens, type ConnectorKit } from '@earshot/connector-kit';
import { readFile } from 'node:fs/promises';
import { ImapSession } from './imap-session.js';
import { portOf, type MailboxOptions } from './mailbox-options.js';
import type { SessionTimings } from './session-limits.js';
import type { SessionPlan } from './session-plan.js';

/** What one session is opened for. */
export interface SessionPurpose {
  /** The largest mail that will be asked for. Bytes. */
  readonly maxItemBytes: number;
  /** It will wait for mail instead of reading. */
  readonly waits: boolean;
}

/** Opens sessions of one mailbox, and ends them all when the connector is closed. */
export class SessionOpener {
  readonly #tokens: AccessTokens | null;
  #closing = new AbortController();

  constructor(
    private readonly options: MailboxOptions,
    private readonly kit: ConnectorKit,
    private readonly timings: SessionTimings,
  ) {
    this.#tokens = options.login === 'oauth2' && options.oauth !== null ? new AccessTokens(options.oauth, kit) : null;
  }

  /** @throws ConnectorError named by what the host must do, see imap-errors.ts and access-token.ts. */
  async open(purpose: SessionPurpose, stop: AbortSignal): Promise<ImapSession> {
    const signal = AbortSignal.any([stop, this.#closing.signal]);
    const place = { host: this.options.host, port: portOf(this.options) };
    const ca = await this.ca();
    const { address } = await this.kit.network.resolve(place.host, signal, place.port);
    const connect = async (): Promise<ImapSession> => {
      const login = await this.login(signal);
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
    const { hasToken: hadToken } = this;
    return connect().catch((error: unknown) => {
      // A kept token may have been revoked before its time; a new one that is refused too says that the consent is gone.
      if (!hadToken || !isRejection(error)) throw error;
      this.forgetToken();
      return connect();
    });
  }

  /** Ends the sessions that are open or being opened; new ones may be opened afterwards. */
  closeAll(): void {
    this.#closing.abort(new ConnectorError('unreachable', 'The connector was closed while the mailbox was being read'));
    this.#closing = new AbortController();
  }

  /** Whether an access token is kept from before, which the server may refuse before its time. */
  get hasToken(): boolean {
    return this.#tokens?.hasToken ?? false;
  }

  forgetToken(): void {
    this.#tokens?.forget();
  }

  /** What the mail server is told, for reading and for sending. @throws ConnectorError `credentials_rejected` without any */
  async login(signal: AbortSignal): Promise<SessionPlan['login']> {
    const { user } = this.options;
    if (this.#tokens !== null) return { user, accessToken: await this.#tokens.token(signal) };
    const password = this.kit.secrets['password'];
    if (password === undefined || password === '')
      throw new ConnectorError('credentials_rejected', 'There is no password for the mailbox', {
        advice: 'Enter the password or an app password.',
      });
    return { user, password };
  }

  /** @throws ConnectorError `misconfigured` when the file is not there or holds no certificate */
  async ca(): Promise<string | null> {
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
