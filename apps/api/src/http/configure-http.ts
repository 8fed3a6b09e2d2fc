import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import { API_PREFIX, type ApiSettings } from '../api-settings.js';
import { serveApiDescription } from '../openapi/serve-api-description.js';
import { compressAnswers } from './compress-answers.js';
import { measureRequests } from './measure-requests.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { serveDashboard } from './serve-dashboard.js';

/** Our largest request is a note of 2,000 characters. */
const LARGEST_BODY = '64kb';

/** A delivery of messages that another system sends. It is parsed once its signature is known to be good. */
const LARGEST_DELIVERY = '5mb';
const DELIVERIES = `/${API_PREFIX}/intake/`;

/** A form of 10,000 characters, each up to twelve bytes as browsers write them. */
const LARGEST_FORM = '160kb';
const FORMS = `/${API_PREFIX}/forms/`;

/** What a service pushes: some changes at a time, never a whole history. */
const LARGEST_PUSH = '1mb';
const PUSH = new RegExp(`^/${API_PREFIX}/intake/[^/]+/push(?:\\?|$)`);

/** What happens to every request before it reaches a route, in this order. The application takes no body by itself. */
export function configureHttp(app: NestExpressApplication, settings: ApiSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.use(requestLog(settings.logger), measureRequests(settings.metrics), securityHeaders(settings.publicUrl));
  app.use(compressAnswers());
  app.use('/api', (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(cookieParser());
  app.useBodyParser('raw', { limit: LARGEST_PUSH, type: (request) => PUSH.test(request.url ?? '') });
  app.useBodyParser('raw', {
    limit: LARGEST_DELIVERY,
    type: (request) => request.url?.startsWith(DELIVERIES) === true,
  });
  app.useBodyParser('urlencoded', {
    limit: LARGEST_FORM,
    extended: false,
    parameterLimit: 20,
    type: (request) =>
      request.url?.startsWith(FORMS) === true &&
      request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true,
  });
  app.useBodyParser('json', { limit: LARGEST_BODY });
  serveApiDescription(app);
  if (settings.dashboardFolder !== null) serveDashboard(app, settings.dashboardFolder);
}
