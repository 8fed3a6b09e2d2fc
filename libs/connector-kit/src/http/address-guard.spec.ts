import { ConfigError, ConnectorError } from '@earshot/domain';
import fc from 'fast-check';
import { AddressGuard, isPublic } from './address-guard.js';

const resolving = (addresses: readonly string[], allow: string[] = []) =>
  new AddressGuard(allow, () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
  );

describe('the address guard', () => {
  it('lets public hosts pass and prefers IPv4 where one address is wanted', async () => {
    const guard = resolving(['2606:4700::1111', '1.1.1.1']);
    await expect(guard.resolve('example.org')).resolves.toEqual({ address: '1.1.1.1', family: 4 });
    await expect(guard.resolveAll('example.org')).resolves.toHaveLength(2);
    await expect(guard.resolve('[2606:4700::1111]')).resolves.toEqual({ address: '2606:4700::1111', family: 6 });
  });

  it('refuses a name of which only one address is private', async () => {
    await expect(resolving(['1.1.1.1', '192.168.1.1']).resolve('mixed.example')).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('mixed.example (192.168.1.1) is not a public address (private)') as string,
    });
  });

  it('never calls an IPv4 address public whose IPv6 spellings it refuses, nor the other way round', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublic(`::ffff:${address}`)).toBe(isPublic(address));
      }),
    );
  });

  it('never lets an address of the reserved ranges pass', () => {
    const reserved = fc
      .tuple(
        fc.constantFrom('10.', '127.', '0.', '169.254.', '192.168.', '172.16.', '100.64.', '224.', '255.', '198.18.'),
        fc.ipV4(),
      )
      .map(
        ([prefix, rest]) =>
          prefix +
          rest
            .split('.')
            .slice(prefix.split('.').length - 1)
            .join('.'),
      );
    fc.assert(fc.property(reserved, (address) => expect(isPublic(address)).toBe(false)));
  });

  it.each([
    ['intranet.example', 'intranet.example', true],
    ['Intranet.Example.', 'intranet.example', true],
    ['intranet.example', 'other.example', false],
    ['intranet.example', 'sub.intranet.example', false],
    ['10.1.0.0/16', 'any.example', true],
    ['10.2.0.0/16', 'any.example', false],
    ['10.1.2.3', 'any.example', true],
    ['10.1.2.3:993', 'any.example', true],
    ['10.1.2.3:143', 'any.example', false],
    ['intranet.example:993', 'intranet.example', true],
    ['intranet.example:143', 'intranet.example', false],
  ])('with %s allowed, %s at 10.1.2.3 passes: %s', async (entry, host, passes) => {
    const outcome = resolving(['10.1.2.3'], [entry]).resolve(host, undefined, 993);
    if (passes) await expect(outcome).resolves.toEqual({ address: '10.1.2.3', family: 4 });
    else await expect(outcome).rejects.toBeInstanceOf(ConnectorError);
  });

  it('reads IPv6 entries with and without brackets', async () => {
    for (const entry of ['::1', '[::1]:8080', '::/64', '[::1]']) {
      await expect(resolving([], [entry]).resolve('::1', undefined, 8080)).resolves.toEqual({
        address: '::1',
        family: 6,
      });
    }
  });

  it('names every entry that it cannot read', () => {
    const read = () => new AddressGuard(['ok.example', '10.0.0.0/33', 'http://x/', '010.0.0.1/8', '']);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/allow\[1\].*\n.*allow\[2\].*\n.*allow\[3\].*\n.*allow\[4\]/);
  });

  it('calls a name that does not resolve unreachable', async () => {
    const failing = new AddressGuard([], () => Promise.reject(new Error('ENOTFOUND')));
    await expect(failing.resolve('nowhere.example')).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(resolving([]).resolve('empty.example')).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
