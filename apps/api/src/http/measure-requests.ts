import type { NextFunction, Request, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** Counts and times requests by route, never by address or id. Event streams last for hours and are left out. */
export function measureRequests(
  registry: Registry,
): (request: Request, response: Response, next: NextFunction) => void {
  const duration = new Histogram({
    name: 'earshot_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (request, response, next) => {
    const stop = duration.startTimer();
    response.once('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? 'other';
      if (!route.endsWith('/events')) stop({ method: request.method, route, status: response.statusCode });
    });
    next();
  };
}
