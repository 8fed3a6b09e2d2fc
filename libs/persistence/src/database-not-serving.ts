import { QueryFailedError } from 'typeorm';

/**
 * SQLSTATE classes and codes of a server that is not there for us now: connection exceptions, shutting down or starting,
 * out of connections, the database gone, a statement that took too long
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const SQLSTATE = /^(08...|57P0[1-5]|57014|53300|3D000)$/;
const SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EPIPE']);

/** What the driver says without a code. */
const MESSAGES = /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect)/;

/** Whether an error says that the database cannot serve now, rather than that a statement is wrong: trying later may help. */
export function isDatabaseNotServing(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return SQLSTATE.test(code) || SYSTEM_CODES.has(code) || MESSAGES.test(cause.message);
}
