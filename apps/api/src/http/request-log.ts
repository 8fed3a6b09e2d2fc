import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';

/** What follows is a key: whoever reads the log must not act with it. */
const KEY_IN_PATH = /^(\/api\/v1\/(?:digest-links|calendar-feeds)\/).+/;
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * One line a request: id, method, path, status, time. No body, query string, header or address: they hold what customers
 * wrote and who they are. A proxy's X-Request-Id is kept, so that its log and ours can be laid side by side.
 */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (request) => request.url?.startsWith('/health/') === true || request.url === '/metrics' },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0]?.replace(KEY_IN_PATH, '$1…'),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      err: ({ type }: { type?: string }) => ({ type }),
    },
  });
}
