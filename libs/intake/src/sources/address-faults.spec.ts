import { AddressGuard } from '@earshot/connector-kit';
import { addressFaults } from './address-faults.js';

const GUARD = new AddressGuard(['127.0.0.1:8080', 'imap.house.example', '10.1.0.0/16']);
const refused = (options: object) => addressFaults(options, GUARD, 'options').map(({ path }) => path);

describe('an address among the options of a source', () => {
  it.each([
    ['a private one', { url: 'http://10.0.0.5/feed' }, ['options.url']],
    ['this machine by its name', { baseUrl: 'https://localhost/api' }, ['options.baseUrl']],
    ['this machine at another port than the allowed one', { url: 'http://127.0.0.1:8081/' }, ['options.url']],
    ['one of a mail server', { host: '192.168.1.2', smtp: { host: '::1' } }, ['options.host', 'options.smtp.host']],
    ['where tokens come from', { oauth: { tokenUrl: 'http://169.254.169.254/' } }, ['options.oauth.tokenUrl']],
  ])('is refused when it is %s', (_what, options, paths) => {
    expect(refused(options)).toEqual(paths);
  });

  it.each([
    ['a public one', { url: 'https://8.8.8.8/feed' }],
    ['a name, of which nobody knows where it leads', { url: 'https://forum.example.org/feed' }],
    ['allowed at its port', { url: 'http://127.0.0.1:8080/' }],
    ['allowed, and the port is not said', { host: '127.0.0.1', port: null }],
    ['allowed by its range', { host: '10.1.2.3' }],
    ['for browsers', { authorizeUrl: 'http://10.0.0.5/', origins: ['http://localhost:3000'] }],
    ['no address at all', { url: 'nowhere', folders: ['127.0.0.1'] }],
  ])('is taken when it is %s', (_what, options) => {
    expect(refused(options)).toEqual([]);
  });

  it('is refused with what would be right', () => {
    expect(addressFaults({ host: '10.0.0.5' }, GUARD, 'options')[0]?.message).toBe(
      'leads to 10.0.0.5, which is no public address; a server of your own house must be named in network.allowedHosts',
    );
  });
});
