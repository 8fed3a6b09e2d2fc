import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import type { ApiSettings } from '../api-settings.js';
import { serveApiDescription } from '../openapi/serve-api-description.js';
import { measureRequests } from './measure-requests.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { serveDashboard } from './serve-dashboard.js';

/** Our largest request is a note of 2,000 characters. */
const LARGEST_BODY = '64kb';

/** What happens to every request before it reaches a route, in this order. The application takes no body by itself. */
export function configureHttp(app: NestExpressApplication, settings: ApiSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.use(requestLog(settings.logger), measureRequests(settings.metrics), securityHeaders(settings.publicUrl));
  app.use('/api', (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(cookieParser());
  app.useBodyParser('json', { limit: LARGEST_BODY });
  serveApiDescription(app);
  if (settings.dashboardFolder !== null) serveDashboard(app, settings.dashboardFolder);
}
