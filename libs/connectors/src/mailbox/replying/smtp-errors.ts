import { ConnectorError, ReplyError } from '@earshot/domain';
import type { NodemailerError } from 'nodemailer/lib/errors.js';

/** What only our own mistakes throw: to be reported as they are. */
const BUGS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

export interface SmtpFailure {
  readonly host: string;
  readonly port: number;
  /** The end of the mail was handed to the connection: from here on silence does not mean that it was not taken. */
  readonly handedOver: boolean;
}

const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|INVALID_CA|HOSTNAME_MISMATCH|ERROR_IN_CERT)/;
const NOT_TLS_CODES = /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_UNKNOWN_PROTOCOL|EPROTO)$/;
/** The server wants us, not the customer's mail, to be different: its own words, because the codes are shared. */
const ABOUT_US =
  /relay|authenticat|not (?:permitted|allowed|authori[sz]ed) to send|sender (?:address )?(?:rejected|denied)/i;
/** Commands whose refusal can be about this one mail; the others are about the connection as a whole. */
const ABOUT_THE_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const SLOW_DOWN = /gr[ae]ylist|too (?:many|much|fast)|rate|throttl|limit|slow down|try again later/i;
/** RFC 6647, section 2.2, recommends that greylisting ends after one to five minutes. Milliseconds. */
const GREYLIST_PAUSE_MS = 5 * 60_000;

/**
 * Names the error by what the host must do. A refusal in the server's own words is certain, also after the whole mail was
 * sent; a connection that is lost before the answer to the whole mail is not. Bugs pass through unchanged.
 */
export function toReplyError(thrown: unknown, failure: SmtpFailure, now: () => Date): unknown {
  if (thrown instanceof ConnectorError || thrown instanceof ReplyError) return thrown;
  if (!isError(thrown) || BUGS.has(thrown.name)) return thrown;
  if (thrown.responseCode !== undefined) return ofResponse(thrown, thrown.responseCode, failure, now);
  if (failure.handedOver)
    return new ReplyError('uncertain', `${at(failure)} did not say whether it took the mail (${codeOf(thrown)})`, {
      cause: thrown,
      advice: 'Look into the Sent folder, or ask the customer, before it is sent again.',
    });
  return ofConnection(thrown, failure);
}

function isError(thrown: unknown): thrown is NodemailerError {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown;
}

function ofResponse(error: NodemailerError, code: number, failure: SmtpFailure, now: () => Date): Error {
  const words = (error.response ?? error.message).replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 200);
  const message = `${at(failure)} answers ${withoutAddresses(words)}`;
  if (error.code === 'EAUTH') return ofLogin(error, code, message);
  if (error.code === 'ETLS') return withoutTls(failure, error);
  // RFC 5321, section 4.2.1: 4yz may go well later, 5yz will not; 503 means that our session went wrong.
  if (code < 500 || code === 503) {
    const slow = code === 450 || code === 451 || SLOW_DOWN.test(words);
    return slow
      ? new ConnectorError('rate_limited', message, {
          cause: error,
          retryAt: new Date(now().getTime() + GREYLIST_PAUSE_MS),
        })
      : new ConnectorError('unreachable', message, { cause: error });
  }
  if (
    code === 530 ||
    !ABOUT_THE_MAIL.has(error.command ?? '') ||
    ABOUT_US.test(words) ||
    (error.command === 'MAIL FROM' && code !== 552)
  )
    return new ConnectorError('misconfigured', message, {
      cause: error,
      advice:
        'Check the login and the sender (smtp.user, smtp.from): the server must allow this account to send from it.',
    });
  return new ReplyError('refused', message, { cause: error, advice: adviceFor(code, error.command) });
}

function adviceFor(code: number, command: string | undefined): string {
  if (code === 552) return 'The mail is too large for the server, or the mailbox of the customer is full: send less.';
  return command === 'RCPT TO'
    ? "Check the customer's address; it does not receive mail as it is written."
    : 'The server does not take the mail as it is: change its words or its attachments.';
}

function ofLogin(error: NodemailerError, code: number, message: string): ConnectorError {
  // RFC 4954, section 6: 454 is a temporary failure, 535 wrong credentials; others want another way to log in.
  if (code < 500) return new ConnectorError('unreachable', message, { cause: error });
  return new ConnectorError('credentials_rejected', message, {
    cause: error,
    advice:
      'Check the login name and the password for sending. Many providers want an app password, or OAuth with a scope that includes SMTP.',
  });
}

function ofConnection(error: NodemailerError, failure: SmtpFailure): Error {
  const code = error.originalCode ?? error.code ?? '';
  const where = at(failure);
  if (CERTIFICATE_CODES.test(code))
    return new ConnectorError('misconfigured', `The certificate of ${where} is not trusted (${code})`, {
      cause: error,
      advice:
        'Use the host name that is in the certificate; for an own certificate authority, name its file in caFile.',
    });
  if (NOT_TLS_CODES.test(code))
    return new ConnectorError('misconfigured', `${where} does not speak TLS from the start`, {
      cause: error,
      advice: 'Use security "starttls" with port 587, or port 465 with security "tls".',
    });
  if (error.code === 'ETLS' && error.timeoutType === undefined) return withoutTls(failure, error);
  if (error.code === 'EAUTH')
    return new ConnectorError('credentials_rejected', `${where} refuses the login`, {
      cause: error,
      advice: 'Check the login for sending; with OAuth the scope must include SMTP.',
    });
  if (error.code === 'EENVELOPE')
    return new ReplyError('refused', `The address cannot be used with ${where}: ${withoutAddresses(error.message)}`, {
      cause: error,
      advice: "Check the customer's address.",
    });
  if (error.code === 'EMESSAGE')
    return new ReplyError('refused', `The mail is larger than ${where} takes`, {
      cause: error,
      advice: 'Send smaller attachments, or a link instead.',
    });
  if (error.code === 'EPROTOCOL')
    return new ConnectorError('unreadable', `${where} sends what is not SMTP`, { cause: error });
  return new ConnectorError('unreachable', `The connection to ${where} failed (${codeOf(error)})`, { cause: error });
}

function withoutTls(failure: SmtpFailure, cause: NodemailerError): ConnectorError {
  return new ConnectorError('misconfigured', `${at(failure)} does not offer STARTTLS, or the encryption failed`, {
    cause,
    advice: 'Use security "tls" with port 465.',
  });
}

const at = ({ host, port }: SmtpFailure): string => `${host}:${port}`;

function codeOf(error: NodemailerError): string {
  return error.timeoutType ?? error.originalCode ?? error.code ?? error.name;
}

/** Servers repeat the customer's address in their answer; messages of errors are shown and kept without it. */
function withoutAddresses(words: string): string {
  return words.replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…');
}
