import { addressOnSite } from './address-on-site.js';

describe('the address on a site', () => {
  it.each(['https://instagram.com/p/1', 'https://www.instagram.com/p/1'])('%s is shown', (given) =>
    expect(addressOnSite('instagram.com', given)).toBe(given),
  );

  it.each([
    'http://www.instagram.com/p/1',
    'https://instagram.com.evil.example/p/1',
    'https://evilinstagram.com/p/1',
    'javascript:alert(1)//instagram.com',
    'not an address',
    '',
    null,
    undefined,
  ])('%j is not', (given) => expect(addressOnSite('instagram.com', given)).toBeNull());
});
