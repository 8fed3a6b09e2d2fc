import { HttpException } from '@nestjs/common';
import { NotSignedIn, TooManyAttempts, TooManyRequests } from '@earshot/access';
import type { Problem } from '@earshot/contracts';
import { Conflict, Forbidden, InvalidInput, InvalidTransition, NotFound, StaleVersion } from '@earshot/domain';
import { TryAgainLater } from '@earshot/intake';
import { isDatabaseNotServing } from '@earshot/persistence';
import { STATUS_CODES } from 'node:http';
import { etagOf, PreconditionFailed } from '../http/entity-tag.js';
import { IdempotencyKeyReused } from '../http/idempotency-key.js';
import { ReplayedProblem } from './replayed-problem.js';

/**
 * An error as the caller sees it. `log`: `error` for what nobody foresaw, of which the caller learns nothing; `warn` for
 * what is not the caller's fault; `null` for what is.
 */
export interface ProblemResponse {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  readonly log: 'error' | 'warn' | null;
}

const DATABASE_RETRY_SECONDS = '5';
const BUSY_RETRY_SECONDS = '10';

type ErrorClass = new (...args: never[]) => Error;

const STATUS_OF: readonly (readonly [ErrorClass, number])[] = [
  [InvalidInput, 400],
  [NotSignedIn, 401],
  [Forbidden, 403],
  [NotFound, 404],
  [Conflict, 409],
  [InvalidTransition, 409],
  [PreconditionFailed, 412],
  [StaleVersion, 412],
  [IdempotencyKeyReused, 422],
  [TooManyAttempts, 429],
  [TooManyRequests, 429],
  [TryAgainLater, 503],
];

/** RFC 9457 problem details for any error. `type` is about:blank: the status says what it is, `detail` what happened. */
export function problemOf(error: unknown): ProblemResponse {
  if (error instanceof ReplayedProblem) return { problem: error.problem, headers: headersOf(error.problem), log: null };
  const known = STATUS_OF.find(([type]) => error instanceof type);
  if (known !== undefined && error instanceof Error) {
    const answer = { ...problem(known[1], error.message), ...membersOf(error) };
    return { problem: answer, headers: { ...headersOf(answer), ...retryHeader(error) }, log: null };
  }
  if (isDatabaseNotServing(error)) {
    const answer = problem(503, 'The database cannot be reached; try again soon');
    return { problem: answer, headers: { 'Retry-After': DATABASE_RETRY_SECONDS }, log: 'warn' };
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500) {
    const foreseen = status !== undefined && status !== 500;
    return {
      problem: problem(status ?? 500, foreseen && error instanceof Error ? error.message : undefined),
      headers: {},
      log: foreseen ? null : 'error',
    };
  }
  return { problem: problem(status, detailOf(error)), headers: {}, log: null };
}

function membersOf(error: Error): Pick<Problem, 'faults' | 'version'> {
  if (error instanceof InvalidInput && error.faults.length > 0) return { faults: [...error.faults] };
  return error instanceof PreconditionFailed || error instanceof StaleVersion ? { version: error.version } : {};
}

function retryHeader(error: Error): Record<string, string> {
  if (error instanceof TooManyAttempts || error instanceof TooManyRequests)
    return { 'Retry-After': String(error.retryAfterSeconds) };
  return error instanceof TryAgainLater ? { 'Retry-After': BUSY_RETRY_SECONDS } : {};
}

const headersOf = ({ version }: Problem): Record<string, string> =>
  version === undefined ? {} : { ETag: etagOf(version) };

function problem(status: number, detail: string | undefined): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, ...(detail === undefined ? {} : { detail }) };
}

/** Of Nest's exceptions, and of Express' parsers, which throw errors with a status (body too large, broken JSON). */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 600 ? error.status : undefined;
}

/** What a parser says may quote the body; what it means is told by its type alone. */
const PARSER_DETAILS: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The body is not JSON',
  'entity.too.large': 'The body is too large',
  'charset.unsupported': 'The body must be UTF-8',
  'encoding.unsupported': 'The encoding of the body is not supported',
};

function detailOf(error: unknown): string | undefined {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (typeof type === 'string' && Object.hasOwn(PARSER_DETAILS, type)) return PARSER_DETAILS[type];
  return error instanceof HttpException ? error.message : undefined;
}
