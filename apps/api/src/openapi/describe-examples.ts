import { CONTRACT_EXAMPLES, PARAMETER_EXAMPLES } from '@earshot/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Readonly<Record<string, { schema?: object; example?: unknown }>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Shows a body for each contract that has an example, and a value for each parameter of the routes that take a token. */
export function describeExamples(document: OpenAPIObject): void {
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation !== undefined) describe(operation);
    }
  }
}

function describe(operation: Operation): void {
  const { requestBody, responses } = operation;
  if (requestBody !== undefined && 'content' in requestBody) showBody(requestBody.content);
  let next: unknown;
  for (const response of Object.values(responses)) {
    if (response === undefined || !('content' in response) || response.content === undefined) continue;
    next ??= (showBody(response.content) as { next?: unknown } | undefined)?.next;
  }
  const takesToken = (operation.security ?? []).some((way) => 'token' in way);
  if (takesToken) showParameters(operation, next);
}

function showBody(content: Content): object | undefined {
  const json = content['application/json'];
  if (json?.schema === undefined || !('$ref' in json.schema)) return undefined;
  const example = CONTRACT_EXAMPLES[contractOf(String(json.schema.$ref))];
  if (example !== undefined) json.example = example;
  return example;
}

/** `#/components/schemas/CaseViewDto_Output` is of the contract `CaseView`. */
const contractOf = (reference: string): string => reference.replace(/^.*\//, '').replace(/Dto(_Output)?$/, '');

function showParameters({ parameters = [] }: Operation, next: unknown): void {
  for (const parameter of parameters) {
    if (!('name' in parameter)) continue;
    const example: unknown = parameter.name === 'after' ? next : PARAMETER_EXAMPLES[parameter.name];
    if (example !== undefined) parameter.example = example;
  }
}
