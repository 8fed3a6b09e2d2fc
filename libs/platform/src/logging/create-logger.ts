import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogConfiguration } from '../configuration/configuration.js';

/** Fields that are never written, at the top or one level down. The rule is to log ids only; this is for what slips through. */
const SECRET_FIELDS = [
  'password',
  'secret',
  'secrets',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'connectionString',
];
const SECRET_HEADERS = ['authorization', 'cookie', 'set-cookie', 'x-hub-signature-256'];

const REDACTED = [
  ...SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]),
  ...SECRET_HEADERS.flatMap((name) => [`req.headers["${name}"]`, `res.headers["${name}"]`, `headers["${name}"]`]),
];

/**
 * The logger of the process; parts get children with their ids bound. JSON lines, or coloured lines for people when
 * `pretty` is true or, when it is null, when the output is a terminal.
 * @param destination standard output by default.
 */
export function createLogger(log: LogConfiguration, destination?: NodeJS.WritableStream): Logger {
  const forPeople = log.pretty ?? (destination === undefined && process.stdout.isTTY);
  const stream = forPeople
    ? pretty({
        sync: true,
        ignore: 'pid',
        translateTime: 'SYS:HH:MM:ss',
        ...(destination === undefined ? {} : { destination }),
      })
    : destination;
  const options = {
    level: log.level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '(hidden)' },
    serializers: { err: errorFields, error: errorFields },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/**
 * Of an error only what names it. Others carry more: PostgreSQL puts the refused row into `detail`, HTTP clients put request
 * headers into their errors.
 */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
    ...(error.cause instanceof Error ? { cause: errorFields(error.cause) } : {}),
  };
}
