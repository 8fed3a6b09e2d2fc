import { mailboxOptions, ownAddressesOf, portOf } from './mailbox-options.js';

const MINIMAL = { host: 'imap.example.org', user: 'Support@Example.org' };

describe('the options of a mailbox', () => {
  it('needs a server and a login name only, and is encrypted then', () => {
    expect(mailboxOptions.parse(MINIMAL)).toEqual({
      ...MINIMAL,
      port: null,
      security: 'tls',
      caFile: null,
      login: 'password',
      oauth: null,
      folders: ['INBOX'],
      readSent: true,
      sentFolder: null,
      ownAddresses: [],
      smtp: null,
      keepSent: 'auto',
      signature: '',
      quoteOriginal: true,
    });
  });

  it.each([
    ['a URL for the host', { host: 'imap://imap.example.org' }, 'host'],
    ['a port in the host', { host: 'imap.example.org:993' }, 'host'],
    ['a port that does not exist', { port: 70_000 }, 'port'],
    ['a way to ignore certificates', { rejectUnauthorized: false }, ''],
    ['no folder', { folders: [] }, 'folders'],
    ['OAuth without an endpoint', { login: 'oauth2' }, 'oauth'],
    [
      'a sender that could become another header',
      { smtp: { host: 'smtp.example.org', from: 'a@b\r\nBcc: c@d' } },
      'smtp.from',
    ],
    ['two senders', { smtp: { host: 'smtp.example.org', from: 'a@b.example, c@d.example' } }, 'smtp.from'],
    ['an own address that is none', { ownAddresses: ['support'] }, 'ownAddresses.0'],
  ])('refuses %s', (_what, changes, path) => {
    const result = mailboxOptions.safeParse({ ...MINIMAL, ...changes });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('knows the usual ports', () => {
    expect(portOf({ port: null, security: 'tls' })).toBe(993);
    expect(portOf({ port: null, security: 'starttls' })).toBe(143);
    expect(portOf({ port: 1993, security: 'tls' })).toBe(1993);
  });

  it('takes the login name for an own address when it is one', () => {
    expect([...ownAddressesOf({ user: 'Support@Example.org', ownAddresses: ['a@b.example'] })]).toEqual([
      'a@b.example',
      'support@example.org',
    ]);
    expect([...ownAddressesOf({ user: 'EXAMPLE\\support', ownAddresses: [] })]).toEqual([]);
  });
});
