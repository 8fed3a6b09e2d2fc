import { CONTRACT_EXAMPLES } from '@earshot/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Media = Readonly<Record<string, { readonly example?: unknown }>>;

let api: TestApi;
let lead: Client;
/** Each route that takes a token, as `get /api/v1/cases`. */
let routes: [string, Operation][];
beforeAll(async () => {
  api = await startApi();
  lead = await api.signedIn('lead');
  const { paths } = (await request(api.url).get('/api/v1/openapi.json').expect(200)).body as OpenAPIObject;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
  routes = operations.filter(([, { security }]) => security?.some((way) => 'token' in way));
});
afterAll(() => api.stop());

const contentOf = (described: object | undefined): Media | undefined =>
  described === undefined ? undefined : (described as { content?: Media }).content;

/** What is sent and what comes back when all goes well, by its media type. */
function bodiesOf([route, { requestBody, responses }]: [string, Operation]): [string, unknown][] {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const described = [requestBody, ...good.map(([, response]) => response)].map(contentOf);
  return described.flatMap((content) =>
    Object.entries(content ?? {}).map(([type, { example }]): [string, unknown] => [`${route} ${type}`, example]),
  );
}

const parametersOf = ({ parameters = [] }: Operation) =>
  parameters as { readonly name: string; readonly in: string; readonly example?: string | number }[];

describe('the routes for other programs', () => {
  it('show an example of every body, and of every file', () => {
    expect(routes.length).toBeGreaterThan(10);
    const bodies = routes.flatMap(bodiesOf);
    expect(bodies.length).toBeGreaterThanOrEqual(routes.length);
    expect(bodies.filter(([, example]) => example === undefined)).toEqual([]);
    const known = new Set(Object.values(CONTRACT_EXAMPLES).map((example) => JSON.stringify(example)));
    const strange = bodies.filter(([place, example]) => place.endsWith('/json') && !known.has(JSON.stringify(example)));
    expect(strange).toEqual([]);
  });

  it('show an example of every parameter', () => {
    const unshown = routes.flatMap(([route, operation]) =>
      parametersOf(operation).flatMap(({ name, example }) => (example === undefined ? [`${route} ${name}`] : [])),
    );
    expect(unshown).toEqual([]);
  });

  it('understand the examples of their parameters, all at once', async () => {
    for (const [route, operation] of routes) {
      const [method, path] = route.split(' ');
      if (method !== 'get' || path === undefined || path.includes('{')) continue;
      const query = parametersOf(operation).filter((parameter) => parameter.in === 'query');
      const asked = new URLSearchParams(Object.fromEntries(query.map(({ name, example }) => [name, String(example)])));
      const { status, text } = await lead.get(`${path}?${asked.toString()}`);
      expect([route, status, status === 200 ? '' : text]).toEqual([route, 200, '']);
    }
  });
});
