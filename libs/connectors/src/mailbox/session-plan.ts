import type { ImapFlowOptions } from 'imapflow';
import { isIP } from 'node:net';
import type { ImapPlace } from './imap-errors.js';
import { MAX_LINE_BYTES, type SessionTimings } from './session-limits.js';

/** Everything a connection needs, already decided: the address is checked, the token is fresh. */
export interface SessionPlan {
  readonly place: ImapPlace;
  /** The checked address of `place.host`; the connection goes there, the certificate is checked against the name. */
  readonly address: string;
  readonly security: 'tls' | 'starttls' | 'none';
  /** PEM of an own certificate authority, trusted instead of the public ones. */
  readonly ca: string | null;
  readonly login:
    { readonly user: string; readonly password: string } | { readonly user: string; readonly accessToken: string };
  /** The largest mail that will be asked for. Bytes. */
  readonly maxItemBytes: number;
  readonly timings: SessionTimings;
  /** A waiting session renews IDLE by itself and tolerates silence. */
  readonly waits: boolean;
}

/** The library's settings for a plan: certificates are always checked, and every limit is ours. */
export function clientOptions(plan: SessionPlan): ImapFlowOptions {
  const { place, timings, login } = plan;
  return {
    host: plan.address,
    port: place.port,
    // An address has no server name; its certificate is then checked against the address.
    ...(isIP(place.host) === 0 ? { servername: place.host } : {}),
    secure: plan.security === 'tls',
    ...(plan.security === 'tls' ? {} : { doSTARTTLS: plan.security === 'starttls' }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(plan.ca === null ? {} : { ca: plan.ca }) },
    auth:
      'accessToken' in login
        ? { user: login.user, accessToken: login.accessToken }
        : { user: login.user, pass: login.password },
    clientInfo: { name: 'Earshot', version: false, vendor: false, 'support-url': false },
    logger: false,
    // Mail compresses a little, but inflating it costs more than it saves, and its size would be unknown beforehand.
    disableCompression: true,
    disableAutoIdle: !plan.waits,
    autoIdleDelay: 500,
    maxIdleTime: timings.idleMs,
    connectionTimeout: timings.connectMs,
    greetingTimeout: timings.greetingMs,
    socketTimeout: plan.waits ? timings.idleSilenceMs : timings.silenceMs,
    maxLineLength: MAX_LINE_BYTES,
    maxLiteralSize: plan.maxItemBytes + 1024,
    maxResponseSize: plan.maxItemBytes + MAX_LINE_BYTES + 4096,
  };
}
