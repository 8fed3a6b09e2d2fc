import { z } from 'zod';
import fc from 'fast-check';
import { readSourcesFile, type ReadSources } from './read-sources-file.js';
import { SourceKinds, type AnyDefinition } from './source-kinds.js';
import { documentOf, variableOf, writtenAsYaml } from './sources-document.js';

const feed = {
  kind: 'feed',
  summary: 'A feed',
  options: z.strictObject({ url: z.url({ error: 'must be an address' }), pages: z.int().max(9).optional() }),
  cursor: z.unknown(),
  secretNames: ['password'],
  create: () => {
    throw new Error('not opened here');
  },
} satisfies AnyDefinition;
const kinds = new SourceKinds([feed]);
const places = {
  environment: { FORUM_PASSWORD: 'from-the-environment', EMPTY: '' },
  readFile: (path: string) => {
    if (path === '/run/secrets/forum') return 'from-a-file\n';
    throw Object.assign(new Error('no'), { code: 'ENOENT' });
  },
};
const NOW = new Date('2026-03-02T10:00:00Z');
const read = (text: string): ReadSources => readSourcesFile('config/sources.yaml', text, kinds, places, NOW);

describe('a file of sources', () => {
  it('is read with secrets from variables and files', () => {
    const { sources, faults } = read(`sources:
  - name: Forum
    kind: feed
    options: { url: https://forum.example.org/feed }
    secrets: { password: { env: FORUM_PASSWORD } }
    interval: 600
    readSince: 2026-01-31
  - { name: Other, kind: feed, options: { url: "https://b.example" }, secrets: { password: { file: /run/secrets/forum } } }
`);
    expect(faults).toEqual([]);
    expect(sources).toEqual([
      {
        file: 'config/sources.yaml',
        kind: 'feed',
        name: 'Forum',
        options: { url: 'https://forum.example.org/feed' },
        secrets: { password: 'from-the-environment' },
        pollIntervalSeconds: 600,
        readSince: new Date('2026-01-31'),
      },
      expect.objectContaining({ name: 'Other', secrets: { password: 'from-a-file' }, pollIntervalSeconds: null }),
    ]);
  });

  it('may not be read from a moment that lies ahead, to the second', () => {
    const entry = (since: string) =>
      read(`sources:
  - name: Forum
    kind: feed
    options: { url: https://forum.example.org/feed }
    readSince: ${since}
`);
    expect(entry('2026-03-02T10:00:00Z').faults).toEqual([]);
    expect(entry('2026-03-02T12:00:01+02:00')).toEqual({
      sources: [],
      faults: [
        {
          path: 'config/sources.yaml:5',
          message:
            'readSince is 2026-03-02T10:00:01.000Z and must not lie ahead of now, 2026-03-02T10:00:00.000Z: everything before it would be left unread',
        },
      ],
    });
  });

  it('has every fault named with its line, its value and what would be right', () => {
    const { sources, faults } = read(`sources:
  - name: Forum
    kind: fed
  - name: Forum
    kind: feed
    intervall: 5
  - name: Second
    kind: feed
    options:
      url: nowhere
      pages: 12
    secrets:
      password: { env: NOT_SET }
      token: { env: FORUM_PASSWORD }
  - name: Second
    kind: feed
    options: { url: "https://b.example" }
    secrets: { password: { file: /nowhere } }
    interval: 1
`);
    expect(sources).toEqual([]);
    expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/^config\/sources\.yaml:3 'fed' is no kind of source; there are feed$/),
      expect.stringMatching(/^config\/sources\.yaml:6 'intervall' is not known here; a source has name, kind, options/),
      expect.stringMatching(/^config\/sources\.yaml:4 'Forum' is taken.*; the other one stands at .*:2$/),
      expect.stringMatching(/^config\/sources\.yaml:4 options\.url must be an address$/),
      expect.stringMatching(/^config\/sources\.yaml:10 options\.url must be an address, but here stands 'nowhere'$/),
      expect.stringMatching(/^config\/sources\.yaml:11 options\.pages .*, but here stands 12$/),
      expect.stringMatching(/^config\/sources\.yaml:14 secrets\.token is no secret of a feed; it takes password$/),
      expect.stringMatching(/^config\/sources\.yaml:13 the variable NOT_SET is not set$/),
      expect.stringMatching(/^config\/sources\.yaml:19 interval: .*, but here stands 1$/),
      expect.stringMatching(/^config\/sources\.yaml:15 'Second' is taken; names must differ; .*:7$/),
      expect.stringMatching(/^config\/sources\.yaml:18 the file \/nowhere cannot be read/),
    ]);
  });

  it.each([
    ['only its case', 'FORUM', 'in the case or the form of letters only'],
    ['a character that nobody sees', '"For\\u200Bum"', 'U+200B'],
  ])('names no two sources that differ by %s', (_what, name, words) => {
    const entry = `kind: feed, options: { url: "https://a.example" }`;
    const { faults } = read(`sources:\n  - { name: Forum, ${entry} }\n  - { name: ${name}, ${entry} }\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      path: 'config/sources.yaml:3',
      message: expect.stringContaining(words) as string,
    });
  });

  it('has the values of its secrets judged where the kind does that, without showing them', () => {
    const secretFaults = (secrets: Readonly<Record<string, string>>) =>
      secrets['password'] === 'from-a-file' ? [] : [{ name: 'password', message: 'is no key' }];
    const strict = new SourceKinds([{ ...feed, secretFaults }]);
    const { faults } = readSourcesFile(
      'sources.yaml',
      `sources:
  - { name: A, kind: feed, options: { url: "https://a.example" }, secrets: { password: { env: FORUM_PASSWORD } } }
  - { name: B, kind: feed, options: { url: "https://a.example" }, secrets: { password: { file: /run/secrets/forum } } }
  - { name: C, kind: feed, options: { url: "https://a.example" } }
`,
      strict,
      places,
      NOW,
    );
    expect(faults).toEqual([
      { path: 'sources.yaml:2', message: 'secrets.password is no key' },
      { path: 'sources.yaml:4', message: 'secrets.password is no key' },
    ]);
  });

  it('never shows a secret that was written into it', () => {
    const { faults } = read(`sources:
  - { name: A, kind: feed, options: { url: "https://a.example" }, secrets: { password: hunter2 } }
  - { name: B, kind: feed, options: { url: "https://b.example" }, secrets: { password: { value: hunter2 } } }
`);
    expect(faults.map(({ path }) => path)).toEqual(['config/sources.yaml:2', 'config/sources.yaml:3']);
    expect(faults[0]?.message).toContain('{ env: NAME }');
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it.each([
    ['no YAML', 'sources: [', /:1$/],
    ['a list', '- name: Forum', /:1$/],
    ['another section', 'sources: []\nusers: []', /:1$/],
    ['nothing', '', /:1$/],
  ])('is refused when it is %s', (_what, text, place) => {
    const { faults } = read(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.path).toMatch(place);
  });

  it('says of any text what is wrong, and throws for none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { sources, faults } = read(text);
        expect(sources.length === 0 || faults.length === 0).toBe(true);
      }),
    );
  });
});

describe('what is exported', () => {
  it('is read back as it was', () => {
    const source = {
      kind: 'feed',
      name: 'Füße & more',
      options: { url: 'https://forum.example.org/feed', pages: 3 },
      secretNames: ['password'],
      pollIntervalSeconds: 60,
      readSince: new Date('2026-01-31T08:00:00Z'),
      state: 'paused' as const,
    };
    const text = writtenAsYaml(documentOf([source]));
    const environment = { [variableOf('Füße & more', 'password')]: 'again' };
    const { sources, faults } = readSourcesFile('sources.yaml', text, kinds, { ...places, environment }, NOW);
    expect(faults).toEqual([]);
    const { secretNames: _secretNames, state: _state, ...rest } = source;
    expect(sources).toEqual([{ ...rest, file: 'sources.yaml', secrets: { password: 'again' }, paused: true }]);
    const running = documentOf([{ ...source, state: 'healthy' }]);
    expect(running.sources[0]).not.toHaveProperty('paused');
  });

  it('names variables that a shell can set', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        expect(variableOf(name, 'refreshToken')).toMatch(/^[A-Z_][A-Z0-9_]*$/);
      }),
    );
    expect(variableOf('Customer care', 'refreshToken')).toBe('CUSTOMER_CARE_REFRESH_TOKEN');
    expect(variableOf('24/7 line', 'password')).toBe('SOURCE_24_7_LINE_PASSWORD');
  });
});
