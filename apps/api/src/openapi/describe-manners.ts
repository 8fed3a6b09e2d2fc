import type { OpenAPIObject } from '@nestjs/swagger';
import { API_PREFIX } from '../api-settings.js';
import { IDEMPOTENCY_HEADER } from '../http/idempotency-key.js';
import { PROBLEM_CONTENT } from './describe-access.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** What has versions: shown under its own path, changed by the commands under it. */
const VERSIONED = ['cases', 'customers'].map((what) => `/${API_PREFIX}/${what}/{id}`);

const COMMANDS = ['post', 'put', 'patch', 'delete'] as const;
const ETAG = {
  ETag: { description: 'The version of the case or customer', schema: { type: 'string', example: '"7"' } },
} as const;

const IDEMPOTENCY_KEY: Parameter = {
  name: IDEMPOTENCY_HEADER,
  in: 'header',
  required: false,
  description:
    'A name for this request, 1 to 255 visible ASCII characters. Sent again within 24 hours it has the first answer and no second effect.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The ETag of the case or customer that was seen, instead of `version` in the body. A stale one is 412; a stale `version` alone is 409.',
  schema: { type: 'string', example: '"7"' },
};

/** Adds what every command understands, and what every case carries, to the description of the routes. */
export function describeManners(document: OpenAPIObject, isPublic: (method: string, path: string) => boolean): void {
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith(`/${API_PREFIX}/`)) continue;
    for (const method of COMMANDS) {
      const operation = item[method];
      if (operation !== undefined && !isPublic(method, path)) describeCommand(operation, path, schemasOf(document));
    }
    const shown = item.get?.responses['200'];
    if (VERSIONED.includes(path) && shown !== undefined && !('$ref' in shown)) shown.headers = ETAG;
  }
}

const schemasOf = (document: OpenAPIObject): Schemas => document.components?.schemas ?? {};

function describeCommand(operation: Operation, path: string, schemas: Schemas): void {
  add(operation, IDEMPOTENCY_KEY);
  operation.responses['409'] ??= {
    description: 'It is not possible now, or was changed by somebody else',
    ...PROBLEM_CONTENT,
  };
  operation.responses['422'] ??= {
    description: `The ${IDEMPOTENCY_HEADER} was used for another request`,
    ...PROBLEM_CONTENT,
  };
  if (!VERSIONED.some((one) => path.startsWith(one)) || !hasVersion(operation, schemas)) return;
  add(operation, IF_MATCH);
  operation.responses['412'] ??= { description: 'If-Match is stale; `version` is the present one', ...PROBLEM_CONTENT };
}

/** A route that describes such a header itself knows better. */
function add(operation: Operation, parameter: Parameter): void {
  const described = operation.parameters ?? [];
  const isSame = (one: Parameter) => 'name' in one && 'name' in parameter && one.name === parameter.name;
  if (!described.some(isSame)) operation.parameters = [...described, parameter];
}

function hasVersion({ requestBody }: Operation, schemas: Schemas): boolean {
  if (requestBody === undefined || '$ref' in requestBody) return false;
  const schema = requestBody.content['application/json']?.schema;
  const name = schema !== undefined && '$ref' in schema ? schema.$ref.split('/').at(-1) : undefined;
  const body = name === undefined ? undefined : schemas[name];
  return body !== undefined && 'properties' in body && body.properties?.version !== undefined;
}
