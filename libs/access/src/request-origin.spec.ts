import { isFromOwnPages } from './request-origin.js';

const request = (over: Partial<Parameters<typeof isFromOwnPages>[0]>) => ({
  method: 'POST',
  origin: undefined,
  secFetchSite: undefined,
  host: 'earshot.example.org',
  ...over,
});

describe('a request that changes something', () => {
  const publicUrl = 'https://earshot.example.org';

  it.each([
    ['a client that is no browser', {}],
    ['our page in a current browser', { origin: publicUrl, secFetchSite: 'same-origin' }],
    ['our page in an old browser', { origin: publicUrl }],
    ['our page under another name', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
  ])('is taken from %s', (_, over) => expect(isFromOwnPages(request(over), publicUrl)).toBe(true));

  it.each([
    ['another site', { secFetchSite: 'cross-site' }],
    ['a neighbour', { origin: 'https://other.example.org', secFetchSite: 'same-site' }],
    ['an address bar', { secFetchSite: 'none' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a name that only begins like ours', { origin: 'https://earshot.example.org.evil.example' }],
    ['another port', { origin: 'https://earshot.example.org:8443' }],
    ['a sandbox', { origin: 'null' }],
  ])('is refused from %s', (_, over) => expect(isFromOwnPages(request(over), publicUrl)).toBe(false));
});
