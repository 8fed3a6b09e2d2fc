import type { Problem } from '@earshot/contracts';

/** The server answered with an error; `problem` is its RFC 9457 body, or what could be made of the answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title);
  }
}

/** No answer came: the network is down, the server is restarting, or it took too long. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export type FailureKind =
  'unreachable' | 'signed-out' | 'no-permission' | 'not-found' | 'conflict' | 'invalid' | 'server';

/** What kind of failure it is, by the answer that a screen gives to it. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof Unreachable) return 'unreachable';
  if (!(error instanceof ApiError)) return 'server';
  switch (error.status) {
    case 401:
      return 'signed-out';
    case 403:
      return 'no-permission';
    case 404:
      return 'not-found';
    case 409:
    case 412:
      return 'conflict';
    default:
      return error.status < 500 ? 'invalid' : 'server';
  }
}
