import * as contracts from '@earshot/contracts';
import { CaseEntity } from '@earshot/persistence';
import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { z } from 'zod';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { PublishedSchemas } from '../support/published-schemas.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const CHANNELS = '/api/v1/notification-channels';
const byName: Readonly<Record<string, unknown>> = { ...contracts };

let api: TestApi;
let published: PublishedSchemas;
/** By its name in the description, `CaseViewDto_Output`. */
let schemas: Readonly<Record<string, Schema>>;
beforeAll(async () => {
  api = await startApi();
  const answer = await request(api.url).get('/api/v1/openapi.json').expect(200);
  published = new PublishedSchemas(answer.body as OpenAPIObject);
  schemas = published.document.components?.schemas as typeof schemas;
});
afterAll(() => api.stop());

/** The name of the contract that a schema of the description was made of. */
const contractOf = (name: string): string => name.replace(/Dto(_Output)?$/, '');

/** What the contract itself says, without the way through the generator of the description. */
function schemaOfContract(name: string): Schema {
  const contract = byName[contractOf(name)];
  if (!(contract instanceof z.ZodType)) throw new Error(`the schema ${name} must be named after a contract`);
  return z.toJSONSchema(contract, { io: name.endsWith('_Output') ? 'output' : 'input' }) as Schema;
}

/** However they are written: as one type, as a list of types or as alternatives. */
const typesOf = ({ type, anyOf = [] }: Schema): readonly string[] =>
  [...(type === undefined ? [] : [type].flat()), ...anyOf.flatMap(typesOf)].toSorted();

const typesOfProperties = ({ properties = {} }: Schema) =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, typesOf(property)]));

describe('the published description', () => {
  it('gives every property the types of its contract', () => {
    expect(Object.keys(schemas).length).toBeGreaterThan(100);
    for (const [name, schema] of Object.entries(schemas))
      expect([name, typesOfProperties(schema)]).toEqual([name, typesOfProperties(schemaOfContract(name))]);
    expect(typesOf(schemas.CaseListPageDto_Output?.properties?.next ?? {})).toEqual(['null', 'string']);
  });

  it('fits every example that it shows', () => {
    const examples = Object.entries(contracts.CONTRACT_EXAMPLES);
    expect(examples.length).toBeGreaterThan(10);
    for (const [contract, example] of examples) {
      const names = Object.keys(schemas).filter((name) => contractOf(name) === contract);
      expect([contract, names]).not.toEqual([contract, []]);
      for (const name of names) {
        const faults = published.faultsOf({ $ref: `#/components/schemas/${name}` }, example);
        expect([name, faults]).toEqual([name, []]);
      }
    }
  });

  it('refuses what is not as it says', () => {
    const page = { $ref: '#/components/schemas/CaseListPageDto_Output' };
    expect(published.faultsOf(page, { items: [], next: null })).toEqual([]);
    expect(published.faultsOf(page, { items: [], next: ['more'] })).not.toEqual([]);
  });
});

describe('what is answered', () => {
  let admin: Client;
  /** The `{id}` of a path, by what it begins with. */
  let ids: Readonly<Record<string, string | null>>;
  beforeAll(async () => {
    admin = await api.signedIn('admin');
    const sourceId = await insertSource(api.dataSource);
    const open = { answer: new Date('2026-11-19T14:00:00Z') };
    const caseId = await insertCase(api.dataSource, { sourceId, open });
    await insertCase(api.dataSource, { sourceId, state: 'closed' });
    const { customerId, flaggedMessageId } = await api.dataSource
      .getRepository(CaseEntity)
      .findOneByOrFail({ id: caseId });
    ids = { cases: caseId, customers: customerId, messages: flaggedMessageId, sources: sourceId };
    const channel = { kind: 'webhook', name: 'Care', url: 'https://hooks.example.org/', language: 'en', zone: 'UTC' };
    const added = await admin.post(CHANNELS, { ...channel, showsCustomers: false, everyMinutes: 0 }).expect(200);
    ids = { ...ids, 'notification-channels': (added.body as { id: string }).id };
  });

  /** The route with what is known of its parameters, or null where it asks for more. */
  function asked(path: string): string | null {
    const [, beginning = ''] = /^\/api\/v1\/([^/]+)/.exec(path) ?? [];
    const filled = path.replace('{id}', ids[beginning] ?? '{id}');
    const query = published.requiredQuery(path);
    return filled.includes('{') || query === null ? null : `${filled}?${query}`;
  }

  it('is as the published schemas say, wherever something can be read', async () => {
    const places = published.jsonAnswersTo('get').map((path) => ({ path, place: asked(path) }));
    const known = places.filter((one): one is { path: string; place: string } => one.place !== null);
    expect(known.length).toBeGreaterThan(40);
    for (const { path, place } of known) {
      const answer = await admin.get(place);
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, published.faultsOfAnswer('get', path, answer.body)]).toEqual([path, []]);
    }
  });
});
