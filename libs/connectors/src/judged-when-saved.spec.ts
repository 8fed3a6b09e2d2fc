import { generateKeyPairSync } from 'node:crypto';
import { AddressGuard } from '@earshot/connector-kit';
import { CONNECTORS, connectorOf } from './connectors.js';

const LIMITS = { root: '/srv/earshot', folders: ['/srv/books'], addresses: new AddressGuard() };
const PEM = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(PEM);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(PEM);
const account = (private_key: unknown) => JSON.stringify({ client_email: 'a@b.example', private_key });
const bot = `110201543:${'A'.repeat(35)}`;
const key = { appId: '1234567890', issuerId: '0'.repeat(8) + '-0000-0000-0000-000000000000', keyId: 'ABCDE12345' };

describe('what a kind of source knows without asking, when it is saved', () => {
  const faulty = (kind: string, options: object, secrets: Record<string, string>): string[] => {
    const definition = connectorOf(kind);
    return (definition?.secretFaults?.(secrets, definition.options.parse(options)) ?? []).map(({ name }) => name);
  };

  it.each<[string, object, Record<string, string>, string[]]>([
    ['google-play', { packageName: 'com.acme' }, { serviceAccount: 'nope' }, ['serviceAccount']],
    ['google-play', { packageName: 'com.acme' }, { serviceAccount: account('nope') }, ['serviceAccount']],
    ['google-play', { packageName: 'com.acme' }, { serviceAccount: account(rsa) }, []],
    ['telegram', {}, { botToken: '123:abc' }, ['botToken']],
    ['telegram', {}, { botToken: bot }, []],
    ['telegram', { delivery: 'webhook' }, { botToken: bot }, ['webhookSecret']],
    ['telegram', { delivery: 'webhook' }, { botToken: bot, webhookSecret: 'a b' }, ['webhookSecret']],
    ['app-store', { appId: key.appId }, {}, []],
    ['app-store', key, {}, ['privateKey']],
    ['app-store', key, { privateKey: String(rsa) }, ['privateKey']],
    ['app-store', key, { privateKey: String(ec) }, []],
    ['discourse', { baseUrl: 'https://forum.example.org', username: 'shop' }, {}, ['apiKey']],
    ['mastodon', {}, {}, ['accessToken']],
    ['mastodon', { mentions: false, hashtags: ['acme'] }, {}, []],
    ['mailbox', { host: 'imap.example.org', user: 'care' }, {}, ['password']],
    ['x', { searches: ['acme'] }, {}, []],
  ])('are the secrets of %s: %#', (kind, options, secrets, names) => {
    expect(faulty(kind, options, secrets)).toEqual(names);
  });

  it.each(CONNECTORS.map((definition) => [definition.kind, definition] as const))(
    'requires of %s only secrets that it takes',
    (_kind, { requiredSecrets = [], secretNames }) => {
      expect(secretNames).toEqual(expect.arrayContaining([...requiredSecrets]));
    },
  );

  it.each([
    ['/srv/books', 0],
    ['/srv/books/2026', 0],
    ['/srv/bookshelf', 1],
    ['/etc', 1],
    ['../books', 0],
    ['../../etc', 1],
  ])('is whether the folder %s may be read', (path, count) => {
    const folder = connectorOf('folder');
    expect(folder?.optionFaults?.(folder.options.parse({ path }), LIMITS)).toHaveLength(count);
  });

  it.each([
    [{ review: 'div[[[' }, 'review'],
    [{ review: '.review', rating: 'li:nth-child(2@data-rating' }, 'rating'],
    [{ nextLink: '>>' }, 'nextLink'],
  ])('is whether a place on a page is a selector: %#', (places, name) => {
    const page = { url: 'https://ratings.example/acme', mayRead: true, ...places };
    const issues = connectorOf('web-page')?.options.safeParse(page).error?.issues;
    expect(issues).toMatchObject([
      { path: [name], message: expect.stringContaining('must be a CSS selector') as string },
    ]);
  });

  it('takes every kind of place on a page', () => {
    const places = { review: 'article > .review', id: '@id', date: 'time@datetime', text: 'p:first-of-type, .words' };
    const page = { url: 'https://ratings.example/acme', mayRead: true, ...places };
    expect(connectorOf('web-page')?.options.safeParse(page).success).toBe(true);
  });
});
