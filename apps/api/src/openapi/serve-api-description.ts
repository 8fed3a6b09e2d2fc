import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { RouteAccessCheck, sessionCookie, type Route } from '@earshot/access';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { describeAccess } from './describe-access.js';
import { describeExamples } from './describe-examples.js';
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
      'Programs send an API token as Authorization: Bearer; the routes that take one name its scope. People sign in with ' +
        'POST /api/v1/session; the cookie carries the session, and requests that change something repeat its csrfToken ' +
        'in the X-CSRF-Token header. Errors are RFC 9457 problem details. Parameters and keys that a route ' +
        'does not know are refused. Lists are pages: `next` of one is `after` of the following.',
    )
    .setVersion('1')
    .build();
  const document = cleanupOpenApiDoc(SwaggerModule.createDocument(app, description));
  const routes = spelledRoutes(app);
  const find = (method: string, path: string): Route | undefined => routes.get(`${method} ${path}`);
  // Who sends a command to a public route is not known, so that nothing can be remembered of it.
  const isPublic = (method: string, path: string): boolean => find(method, path)?.access === 'public';
  describeManners(document, isPublic);
  describeAccess(
    document,
    isPublic,
    (method, path) => find(method, path)?.scope,
    sessionCookie(app.get<ApiSettings>(API_SETTINGS).publicUrl).name,
  );
  describeExamples(document);
  return document;
}

/** Every route by its method and path, as the description spells them. */
function spelledRoutes(app: NestExpressApplication): Map<string, Route> {
  const routes = app.get(RouteAccessCheck, { strict: false }).routes();
  return new Map(
    routes.map((route) => [`${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`, route]),
  );
}
