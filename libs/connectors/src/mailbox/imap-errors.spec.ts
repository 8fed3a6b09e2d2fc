import { ConnectorError } from '@earshot/domain';
import { isRefusal, toConnectorError } from './imap-errors.js';

const PLACE = { host: 'imap.example.org', port: 993 };
const imapError = (fields: Record<string, unknown>): Error => Object.assign(new Error('Command failed'), fields);

describe('the name of a failure', () => {
  it.each([
    ['a login that fails', { authenticationFailed: true, response: 'Invalid credentials' }, 'credentials_rejected'],
    [
      'a wrong password at a server that counts attempts',
      { authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED', response: 'Too many failed attempts' },
      'credentials_rejected',
    ],
    [
      'a login that is refused for now',
      { authenticationFailed: true, serverResponseCode: 'UNAVAILABLE', response: 'Temporary failure' },
      'unreachable',
    ],
    [
      'Exchange when it is busy',
      { authenticationFailed: true, response: 'User is authenticated but not connected.' },
      'unreachable',
    ],
    ['too many connections', { code: 'NoConnection', reason: 'Too many simultaneous connections' }, 'rate_limited'],
    ['an expired certificate', { code: 'CERT_HAS_EXPIRED' }, 'misconfigured'],
    ['a self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', tlsFailed: true }, 'misconfigured'],
    ['a certificate for another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'misconfigured'],
    ['a port without TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'misconfigured'],
    ['a reset', { code: 'ECONNRESET' }, 'unreachable'],
    ['a reset during STARTTLS', { code: 'ECONNRESET', tlsFailed: true }, 'unreachable'],
    ['a time-out', { code: 'CONNECT_TIMEOUT' }, 'unreachable'],
    ['a farewell', { code: 'NoConnection', reason: 'Server shutting down' }, 'unreachable'],
    ['a literal without end', { code: 'LiteralTooLarge' }, 'unreadable'],
    ['an answer that is no IMAP', { code: 'ParserError11' }, 'unreadable'],
    ['a refused command', { responseStatus: 'BAD', responseText: 'Unknown command' }, 'unreadable'],
    ['a server error', { responseStatus: 'NO', serverResponseCode: 'SERVERBUG' }, 'unreachable'],
  ])('of %s', (_what, fields, kind) => {
    const named = toConnectorError(imapError(fields), PLACE);
    expect(named).toBeInstanceOf(ConnectorError);
    expect(named).toMatchObject({ kind });
  });

  it('tells when to come back if the server does', () => {
    const before = Date.now();
    const named = toConnectorError(
      imapError({ code: 'ETHROTTLE', throttleReset: 90_000, responseStatus: 'BAD' }),
      PLACE,
    );
    expect(named).toMatchObject({ kind: 'rate_limited' });
    expect((named as ConnectorError).retryAt?.getTime()).toBeGreaterThanOrEqual(before + 90_000);
  });

  it('advises by the kind of login', () => {
    const failed = imapError({ authenticationFailed: true });
    expect((toConnectorError(failed, PLACE, 'password') as ConnectorError).advice).toContain('app password');
    expect((toConnectorError(failed, PLACE, 'oauth2') as ConnectorError).advice).toContain('scope');
  });

  it('passes our own mistakes and finished errors on unchanged', () => {
    const mistake = new TypeError('x is not a function');
    const finished = new ConnectorError('misconfigured', 'no such folder');
    expect(toConnectorError(mistake, PLACE)).toBe(mistake);
    expect(toConnectorError(finished, PLACE)).toBe(finished);
  });

  it.each([
    ['a damaged mail', { responseStatus: 'NO', serverResponseCode: 'SERVERBUG' }, true],
    ['an unknown item', { responseStatus: 'BAD', responseText: 'Invalid' }, true],
    ['a busy server', { responseStatus: 'NO', serverResponseCode: 'UNAVAILABLE' }, false],
    ['a limit', { responseStatus: 'NO', responseText: 'Bandwidth limits exceeded' }, false],
    ['a broken connection', { code: 'NoConnection' }, false],
  ])('knows whether only this command was refused: %s', (_what, fields, refusal) => {
    expect(isRefusal(imapError(fields))).toBe(refusal);
  });
});
