import { z } from 'zod';
import { CONNECTORS, connectorOf } from './connectors.js';

describe('the table of connectors', () => {
  it('has every kind once', () => {
    const kinds = CONNECTORS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).toEqual(expect.arrayContaining(['mailbox', 'feed', 'folder']));
    expect(connectorOf('feed')?.kind).toBe('feed');
    expect(connectorOf('fax')).toBeUndefined();
  });

  it.each(CONNECTORS.map((definition) => [definition.kind, definition] as const))(
    'has options from which a form for %s can be drawn, each with its description',
    (_kind, { options }) => {
      const { properties = {} } = z.toJSONSchema(options, { io: 'input' });
      expect(Object.keys(properties).length).toBeGreaterThan(0);
      const undescribed = Object.entries(properties).filter(
        ([, field]) => typeof field === 'boolean' || !field.description,
      );
      expect(undescribed.map(([name]) => name)).toEqual([]);
    },
  );

  const addresses = CONNECTORS.flatMap(({ kind, options }) =>
    addressPaths(z.toJSONSchema(options, { io: 'input' })).map(
      (path) => [`${kind}: ${path.join('.')}`, options, path] as const,
    ),
  );

  it('has options that are web addresses', () => {
    expect(addresses.map(([name]) => name)).toEqual(expect.arrayContaining(['feed: url', 'web-page: url']));
  });

  it.each(addresses)('takes no password in an address, which everybody could read: %s', (_name, options, path) => {
    for (const address of ['https://anna:geheim@host.example/feed', 'https://:geheim@host.example/feed']) {
      const given = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), address);
      const faults = options.safeParse(given).error?.issues.filter((issue) => issue.path.join('.') === path.join('.'));
      expect(faults).toMatchObject([{ message: expect.stringContaining('password') as string }]);
    }
  });
});

/** Where in the options web addresses stand. */
function addressPaths(schema: z.core.JSONSchema._JSONSchema): string[][] {
  if (typeof schema === 'boolean') return [];
  if (schema.format === 'uri') return [[]];
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    addressPaths(field).map((path) => [name, ...path]),
  );
}
