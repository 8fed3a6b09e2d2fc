import { Problem } from '@earshot/contracts';
import type { TokenScope } from '@earshot/domain';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { API_PREFIX } from '../api-settings.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The body of every error; the schema is that of the contracts. */
export const PROBLEM_CONTENT = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const;

/** Adds how a caller proves who they are, and the answers that every route has for those who cannot or who ask wrongly. */
export function describeAccess(
  document: OpenAPIObject,
  isPublic: (method: string, path: string) => boolean,
  scopeOf: (method: string, path: string) => TokenScope | undefined,
  cookieName: string,
): void {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema() };
  document.components.securitySchemes = {
    session: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'Set by POST /api/v1/session' },
    csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The csrfToken of the session' },
    token: { type: 'http', scheme: 'bearer', description: 'An API token; the routes that take one name its scope' },
  };
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith(`/${API_PREFIX}/`)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      describeFaults(operation, path);
      if (isPublic(method, path)) continue;
      const scope = scopeOf(method, path);
      operation.security = [
        method === 'get' ? { session: [] } : { session: [], csrf: [] },
        ...(scope === undefined ? [] : [{ token: [scope] }]),
      ];
      if (scope !== undefined) operation.responses['429'] ??= { description: 'Too often: wait', ...PROBLEM_CONTENT };
      operation.responses['401'] ??= { description: 'Nobody is signed in', ...PROBLEM_CONTENT };
      operation.responses['403'] ??= {
        description: 'The role or the CSRF token does not allow it',
        ...PROBLEM_CONTENT,
      };
    }
  }
}

function describeFaults(operation: Operation, path: string): void {
  const takesInput = (operation.parameters ?? []).length > 0 || operation.requestBody !== undefined;
  if (takesInput) {
    const description = 'The request is wrong; `faults` names each place and what would be right';
    operation.responses['400'] ??= { description, ...PROBLEM_CONTENT };
  }
  if (path.includes('{')) operation.responses['404'] ??= { description: 'There is no such thing', ...PROBLEM_CONTENT };
}

function problemSchema(): NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string] {
  const { $schema: _, ...schema } = z.toJSONSchema(Problem, { io: 'output' });
  return schema as ReturnType<typeof problemSchema>;
}
