import { InvalidInput } from '@earshot/domain';
import { destinationsOf, refuseKeptSecretsElsewhere } from './destinations.js';

const MAILBOX = {
  host: 'imap.example.org',
  user: 'care',
  smtp: { host: 'smtp.example.org' },
  oauth: { tokenUrl: 'https://a.example/t' },
};

describe('where the secrets of a source go', () => {
  it('is found at any depth, and wherever an address stands', () => {
    expect([...destinationsOf({ ...MAILBOX, hook: 'https://b.example', words: ['http://c.example'] })]).toEqual([
      ['host', 'imap.example.org'],
      ['smtp.host', 'smtp.example.org'],
      ['oauth.tokenUrl', 'https://a.example/t'],
      ['hook', 'https://b.example'],
      ['words.0', 'http://c.example'],
    ]);
  });

  it.each([
    ['the host', { ...MAILBOX, host: 'imap.thief.example' }],
    ['the server of answers', { ...MAILBOX, smtp: { host: 'smtp.thief.example' } }],
    ['a server of answers that there was not', { ...MAILBOX, smtp: { host: 'smtp.example.org', port: 26 } }],
    ['where tokens come from', { ...MAILBOX, oauth: { tokenUrl: 'https://thief.example' } }],
    ['the encryption', { ...MAILBOX, security: 'none' }],
  ])('must not change to what nobody has entered them for: %s', (_what, after) => {
    expect(() => refuseKeptSecretsElsewhere(MAILBOX, after, { password: 'x' })).toThrow(InvalidInput);
    expect(() => refuseKeptSecretsElsewhere(MAILBOX, after, {})).not.toThrow();
  });

  it('may stay while the rest changes', () => {
    expect(() =>
      refuseKeptSecretsElsewhere(MAILBOX, { ...MAILBOX, user: 'b', folders: ['A'] }, { password: 'x' }),
    ).not.toThrow();
  });
});
