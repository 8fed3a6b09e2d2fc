import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';

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
        'csrfToken in the X-CSRF-Token header. Errors are RFC 9457 problem details.',
    )
    .setVersion('1')
    .build();
  return cleanupOpenApiDoc(SwaggerModule.createDocument(app, description));
}
