import fc from 'fast-check';
import { hostOnly } from './host-only.js';

describe('an error that names an address', () => {
  it.each([
    [
      'https://hooks.slack.example/services/T0/B0/secret?token=x answered with status 404',
      'https://hooks.slack.example/… answered with status 404',
    ],
    [
      'hooks.example:8443/T0/secret: its owner wants nothing more',
      'hooks.example:8443/…: its owner wants nothing more',
    ],
    ['https://ops:secret@desk.example cannot be reached', 'https://desk.example cannot be reached'],
    ['https://ops:secret@desk.example/hook, twice', 'https://desk.example/…, twice'],
    ['http://[::1]:3000/secret and http://localhost/secret', 'http://[::1]:3000/… and http://localhost/…'],
    ["redirects to 'https://a.example/x#secret'", "redirects to 'https://a.example/…'"],
  ])('%s: %s', (stored, shown) => {
    expect(hostOnly(stored)).toBe(shown);
  });

  it.each(['desk.example.org answered with status 503', 'It answered 200 with a web page instead of a receipt', ''])(
    'and no path stays as it is: %s',
    (text) => {
      expect(hostOnly(text)).toBe(text);
    },
  );

  it('never shows its path, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), fc.string(), (before, url, after) => {
        const path = new URL(`${url}/T0SECRET`).pathname;
        expect(hostOnly(`${before} ${new URL(url).origin}${path}?k=SECRET ${after}`)).not.toContain('SECRET');
      }),
    );
  });
});
