import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { RouteAccessCheck, sessionCookie } from '@earshot/access';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { describeAccess } from './describe-access.js';
import { describeManners } from './describe-manners.js';

/** The API's description at /api/v1/openapi.json, made when it is first asked for, and a page to try it at /api/docs. */
export function serveApiDescription(app: NestExpressApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: `${API_PREFIX}/openapi.json` });
}

export function describeApi(app: NestExpressApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Earshot')
    .setDescription(
      'Sign in with POST /api/v1/session; the cookie carries the session. Requests that change something repeat its ' +
        'csrfToken in the X-CSRF-Token header. Errors are RFC 9457 problem details. Parameters and keys that a route ' +
        'does not know are refused. Lists are pages: `next` of one is `after` of the following.',
    )
    .setVersion('1')
    .build();
  const document = cleanupOpenApiDoc(SwaggerModule.createDocument(app, description));
  const isPublic = publicRoutes(app);
  describeManners(document, isPublic);
  describeAccess(document, isPublic, sessionCookie(app.get<ApiSettings>(API_SETTINGS).publicUrl).name);
  return document;
}

/** Who sends a command to a public route is not known, so that nothing can be remembered of it. */
function publicRoutes(app: NestExpressApplication): (method: string, path: string) => boolean {
  const routes = app.get(RouteAccessCheck, { strict: false }).routes();
  const spelled = routes
    .filter(({ access }) => access === 'public')
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  return (method, path) => spelled.includes(`${method} ${path}`);
}
