import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { ComposedReply } from './compose-reply.js';
import { toReplyError } from './smtp-errors.js';

/** Time limits of handing over one mail. Milliseconds. */
export interface SmtpTimings {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** From the first byte until the server is ready for the mail itself. */
  readonly untilDataMs: number;
  /** Silence while the mail is sent and after it. */
  readonly silenceMs: number;
}

/**
 * So long without a byte, and an attempt has ended. RFC 5321, section 4.5.3.2.6, waits ten minutes for the answer to the whole
 * mail, because a client that sends again makes mails that arrive twice; here nothing is sent again by itself after that
 * point, so a person is told sooner. Milliseconds.
 */
export const LONGEST_SMTP_SILENCE_MS = 90_000;

export const SMTP_TIMINGS: SmtpTimings = {
  connectMs: 20_000,
  // Servers make strangers wait on purpose; RFC 5321, section 4.5.3.2.1, allows five minutes, few take more than one.
  greetingMs: 60_000,
  untilDataMs: 3 * 60_000,
  silenceMs: LONGEST_SMTP_SILENCE_MS,
};

export interface SmtpPlan {
  readonly host: string;
  readonly port: number;
  /** The checked address of `host`; the connection goes there, the certificate is checked against the name. */
  readonly address: string;
  /** `opportunistic`: STARTTLS where the server offers it. */
  readonly security: 'tls' | 'starttls' | 'opportunistic' | 'none';
  /** PEM of an own certificate authority, trusted instead of the public ones. */
  readonly ca: string | null;
  readonly login:
    | null
    | { readonly user: string; readonly password: string }
    | { readonly user: string; readonly accessToken: string };
  readonly timings: SmtpTimings;
}

/** Small enough that the end of the mail is not handed over before the server has taken most of it. Bytes. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Hands one mail over, on a connection of its own. Resolves when the server has taken responsibility for it (RFC 5321,
 * section 6.1); aborting closes the connection.
 * @throws ConnectorError when it surely was not taken, ReplyError otherwise: see smtp-errors.ts
 */
export async function deliver(
  mail: Pick<ComposedReply, 'raw' | 'envelope'>,
  plan: SmtpPlan,
  signal: AbortSignal,
  now: () => Date,
): Promise<void> {
  signal.throwIfAborted();
  const connection = new SMTPConnection(connectionOptions(plan));
  const content = Readable.from(chunksOf(mail.raw));
  let handedOver = false;
  content.once('end', () => {
    handedOver = true;
  });
  try {
    await exchange(connection, plan, signal, {
      begun: content,
      send: (done) => connection.send({ ...mail.envelope, size: mail.raw.length }, content, (error) => done(error)),
    });
    connection.quit();
  } catch (error) {
    connection.close();
    // Asked to stop before anything could have gone out: the reply simply waits for another time.
    if (signal.aborted && !handedOver) throw signal.reason;
    throw toReplyError(error, { host: plan.host, port: plan.port, handedOver }, now);
  } finally {
    content.destroy();
  }
}

/** Connects and logs in without sending anything. @throws ConnectorError named by what is wrong */
export async function tryDelivery(plan: SmtpPlan, signal: AbortSignal, now: () => Date): Promise<void> {
  signal.throwIfAborted();
  const connection = new SMTPConnection(connectionOptions(plan));
  try {
    await exchange(connection, plan, signal, null);
    connection.quit();
  } catch (error) {
    connection.close();
    if (signal.aborted) throw signal.reason;
    throw toReplyError(error, { host: plan.host, port: plan.port, handedOver: false }, now);
  }
}

type Done = (error?: Error | null) => void;

interface Sending {
  /** Is read from when the server is ready for the mail. */
  readonly begun: Readable;
  readonly send: (done: Done) => void;
}

function exchange(
  connection: SMTPConnection,
  plan: SmtpPlan,
  signal: AbortSignal,
  sending: Sending | null,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooSlow = setTimeout(() => reject(timedOut()), plan.timings.untilDataMs);
    const abort = (): void => reject(aborted());
    signal.addEventListener('abort', abort, { once: true });
    const done: Done = (error) => {
      clearTimeout(tooSlow);
      signal.removeEventListener('abort', abort);
      if (error) reject(error);
      else resolve();
    };
    sending?.begun.once('data', () => clearTimeout(tooSlow));
    sending?.begun.pause();
    // Errors are emitted too; the one that is emitted and the one that a callback gets are the same.
    connection.on('error', done);
    connection.connect((failed) => {
      if (failed) return done(failed);
      logIn(connection, plan.login, (refused) => {
        if (refused) return done(refused);
        if (sending === null) return done();
        sending.send(done);
      });
    });
  });
}

function logIn(connection: SMTPConnection, login: SmtpPlan['login'], done: Done): void {
  if (login === null) return done();
  const credentials =
    'accessToken' in login
      ? { user: login.user, oauth2: new XOAuth2({ user: login.user, accessToken: login.accessToken }) }
      : { credentials: { user: login.user, pass: login.password } };
  connection.login(credentials, (error) => done(error));
}

function connectionOptions(plan: SmtpPlan): SMTPConnection.Options {
  return {
    host: plan.address,
    port: plan.port,
    secure: plan.security === 'tls',
    requireTLS: plan.security === 'starttls',
    ignoreTLS: plan.security === 'none',
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      // An address has no server name; its certificate is then checked against the address.
      ...(isIP(plan.host) === 0 ? { servername: plan.host } : {}),
      ...(plan.ca === null ? {} : { ca: plan.ca }),
    },
    connectionTimeout: plan.timings.connectMs,
    greetingTimeout: plan.timings.greetingMs,
    socketTimeout: plan.timings.silenceMs,
    logger: false,
    // A server on the same machine is reached too.
    allowInternalNetworkInterfaces: true,
  };
}

function* chunksOf(raw: Buffer): Generator<Buffer> {
  for (let start = 0; start < raw.length; start += CHUNK_BYTES) yield raw.subarray(start, start + CHUNK_BYTES);
}

function timedOut(): Error {
  return Object.assign(new Error('the server takes too long'), { code: 'ETIMEDOUT' });
}

function aborted(): Error {
  return Object.assign(new Error('asked to stop'), { code: 'EABORT' });
}
