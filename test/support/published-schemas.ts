import type { OpenAPIObject } from '@nestjs/swagger';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Method = 'get' | 'post' | 'put' | 'patch';
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: string | number;
}
type Answers = Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;

/** Judges values as any other program would that has read only the description of the API (OpenAPI 3.1: JSON Schema 2020-12). */
export class PublishedSchemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(readonly document: OpenAPIObject) {
    addFormats(this.ajv);
    this.ajv.addSchema({ ...document, $id: 'description' });
  }

  /** The paths of the description that are answered with JSON, `/api/v1/cases/{id}`. */
  jsonAnswersTo(method: Method): string[] {
    return Object.keys(this.document.paths).filter((path) => this.schemaOf(method, path) !== undefined);
  }

  /** What a GET of the path must ask for, with the example of each parameter; null when one has none. */
  requiredQuery(path: string): string | null {
    const parameters = (this.document.paths[path]?.get?.parameters ?? []) as readonly Parameter[];
    const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true);
    if (required.some(({ example }) => example === undefined)) return null;
    return new URLSearchParams(
      Object.fromEntries(required.map(({ name, example }) => [name, String(example)])),
    ).toString();
  }

  /** What is wrong with an answer of a route as it is written in the description, `/api/v1/cases/{id}`. */
  faultsOfAnswer(method: Method, path: string, body: unknown): string[] {
    const schema = this.schemaOf(method, path);
    if (schema === undefined) throw new Error(`${method} ${path} describes no JSON answer`);
    return this.faultsOf(schema, body);
  }

  private schemaOf(method: Method, path: string): object | undefined {
    const answers = this.document.paths[path]?.[method]?.responses as Answers | undefined;
    return answers?.['200']?.content?.['application/json']?.schema;
  }

  /** @param schema one of the description; its references are to the description. */
  faultsOf(schema: object, value: unknown): string[] {
    const here = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"description#/')) as object;
    const validate = this.ajv.compile(here);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
}
