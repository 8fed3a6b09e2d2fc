import { ConnectorError, type ConnectorErrorKind } from '@earshot/domain';
import type { ImapFlowError } from 'imapflow';

/** What only our own mistakes throw: to be reported as they are. */
const BUGS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/** Where it happened, for the message: no account names. */
export interface ImapPlace {
  readonly host: string;
  readonly port: number;
}

const APP_PASSWORD_ADVICE =
  'Check the login name and the password. Where two-step verification is on, the provider wants an app password or OAuth; at Gmail and Microsoft 365 IMAP access must be allowed for the account.';
const TOKEN_ADVICE =
  'Connect the account again and check that the scope includes IMAP and that IMAP is allowed for the mailbox.';

/** Codes of Node's TLS layer that say "the certificate is not trusted for this host", besides all of ERR_TLS_CERT_*. */
const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|CRL_|ERROR_IN_CERT)/;
const NOT_TLS_CODES = /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_UNKNOWN_PROTOCOL|EPROTO)$/;
/** What the other side sent cannot be understood, or breaks the limits of the session. */
const UNINTELLIGIBLE_CODES =
  /^(ParserError.*|MAX_IMAP_NESTING_REACHED|LineTooLarge|LiteralTooLarge|ResponseTooLarge|InvalidResponse|UnexpectedTag|ResponseProcessingFailed|MissingServerExtension)$/;
const CONNECTION_CODES =
  /^(NoConnection|EConnectionClosed|StateLogout|ClosedAfterConnect.*|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|ETIMEOUT|LockTimeout|PollFailed|Z_BUF_ERROR|E[A-Z]+|EAI_AGAIN|ERR_STREAM_.*|ERR_SOCKET_.*|ERR_SSL_.*)$/;

/** RFC 5530 response codes that ask for patience. */
const COME_BACK_CODES = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'CONTACTADMIN']);
const TOO_MUCH_CODES = new Set(['LIMIT', 'OVERQUOTA', 'THROTTLED']);
/** Servers that refuse a login for their own reasons say so only in words. */
const TOO_MUCH_WORDS = /too many|throttl|rate.?limit|exceeded|maximum number|bandwidth|connection limit|simultaneous/i;
const COME_BACK_WORDS =
  /temporar|try again|unavailable|internal (server )?error|timed? ?out|server busy|not connected/i;

/**
 * Names the error by what the host must do (see CONNECTOR_ERROR_KINDS). A login that the server refuses because it is busy
 * is not a wrong password: pausing the source then would silence a mailbox for no fault of its owner.
 * Errors of our own code pass through unchanged.
 */
export function toConnectorError(
  thrown: unknown,
  place: ImapPlace,
  login: 'password' | 'oauth2' = 'password',
): unknown {
  if (thrown instanceof ConnectorError || !isError(thrown) || BUGS.has(thrown.name)) return thrown;
  const error: ImapFlowError = thrown;
  return ofTls(error, place) ?? ofPatience(error, place) ?? ofLogin(error, place, login) ?? ofConnection(error, place);
}

/**
 * Whether the server said no to this one command while the session goes on: not for lack of time or patience, but because
 * of what was asked for, such as a mail whose file is damaged.
 */
export function isRefusal(thrown: unknown): boolean {
  if (!isError(thrown) || thrown.responseStatus === undefined || thrown.code === 'ETHROTTLE') return false;
  const code = (thrown.serverResponseCode ?? '').toUpperCase();
  return (
    code !== 'UNAVAILABLE' && code !== 'INUSE' && !TOO_MUCH_CODES.has(code) && !TOO_MUCH_WORDS.test(wordsOf(thrown))
  );
}

/** By its shape: errors of Node's network layer may come from another realm, where `instanceof` is false. */
function isError(thrown: unknown): thrown is ImapFlowError {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown;
}

function ofTls(error: ImapFlowError, place: ImapPlace): ConnectorError | null {
  const code = error.code ?? '';
  const at = `${place.host}:${place.port}`;
  if (CERTIFICATE_CODES.test(code))
    return named('misconfigured', `The certificate of ${at} is not trusted: ${error.message} (${code})`, error, {
      advice:
        'Use the host name that is in the certificate; for a server with its own certificate authority, name its PEM file in caFile.',
    });
  if (NOT_TLS_CODES.test(code))
    return named('misconfigured', `${at} does not speak TLS from the start`, error, {
      advice: 'Use security "starttls" with port 143, or port 993 with security "tls".',
    });
  if (error.tlsFailed === true && !CONNECTION_CODES.test(code))
    return named('misconfigured', `${at} does not offer STARTTLS: ${error.message}`, error, {
      advice: 'Use security "tls" with port 993.',
    });
  return null;
}

function ofPatience(error: ImapFlowError, place: ImapPlace): ConnectorError | null {
  const code = (error.serverResponseCode ?? '').toUpperCase();
  const words = wordsOf(error);
  const at = `${place.host}:${place.port}`;
  if (error.code === 'ETHROTTLE')
    return named('rate_limited', `${at} asks to slow down`, error, { retryAfterMs: error.throttleReset ?? 0 });
  const refused =
    error.responseStatus !== undefined || error.reason !== undefined || error.authenticationFailed === true;
  if (!refused) return null;
  if (TOO_MUCH_CODES.has(code) || (code !== 'AUTHENTICATIONFAILED' && TOO_MUCH_WORDS.test(words)))
    return named('rate_limited', `${at} refuses for now: ${words}`, error);
  if (COME_BACK_CODES.has(code) || (code !== 'AUTHENTICATIONFAILED' && COME_BACK_WORDS.test(words)))
    return named('unreachable', `${at} is not available: ${words}`, error);
  return null;
}

function ofLogin(error: ImapFlowError, place: ImapPlace, login: 'password' | 'oauth2'): ConnectorError | null {
  const at = `${place.host}:${place.port}`;
  if (error.message === 'Unsupported authentication mechanism' || error.message === 'Login is disabled')
    return named('misconfigured', `${at} offers no way to log in by ${login}`, error, {
      advice:
        'Without TLS many servers refuse logins: use security "tls" or "starttls". Otherwise try the other login.',
    });
  if (error.serverResponseCode === 'PRIVACYREQUIRED')
    return named('misconfigured', `${at} refuses a login without TLS`, error, {
      advice: 'Use security "tls" or "starttls".',
    });
  if (error.authenticationFailed !== true) return null;
  return named('credentials_rejected', `${at} refuses the login: ${wordsOf(error)}`, error, {
    advice: login === 'oauth2' ? TOKEN_ADVICE : APP_PASSWORD_ADVICE,
  });
}

function ofConnection(error: ImapFlowError, place: ImapPlace): ConnectorError {
  const at = `${place.host}:${place.port}`;
  const code = error.code ?? '';
  if (UNINTELLIGIBLE_CODES.test(code))
    return named('unreadable', `${at} sends what cannot be read: ${error.message} (${code})`, error);
  if (code === 'GREETING_TIMEOUT')
    return named('unreachable', `${at} accepts connections but does not greet`, error, {
      advice: 'If it goes on: port and security may not fit together, 993 wants "tls" and 143 "starttls".',
    });
  if (CONNECTION_CODES.test(code)) {
    const reason = error.reason ?? error.message;
    return named('unreachable', `The connection to ${at} failed: ${reason}${code === '' ? '' : ` (${code})`}`, error);
  }
  return named('unreadable', `${at} refuses a command: ${wordsOf(error)}`, error);
}

/** The server's own words, cut: they are for a person, not for a log. */
function wordsOf(error: ImapFlowError): string {
  const response = typeof error.response === 'string' ? error.response : undefined;
  return (error.reason ?? error.responseText ?? response ?? error.message).slice(0, 200);
}

function named(
  kind: ConnectorErrorKind,
  message: string,
  cause: Error,
  extra: { advice?: string; retryAfterMs?: number } = {},
): ConnectorError {
  return new ConnectorError(kind, message, {
    cause,
    ...(extra.advice === undefined ? {} : { advice: extra.advice }),
    ...(extra.retryAfterMs === undefined ? {} : { retryAt: new Date(Date.now() + extra.retryAfterMs) }),
  });
}
