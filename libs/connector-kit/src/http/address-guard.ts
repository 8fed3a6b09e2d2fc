import { ConnectorError } from '@earshot/domain';
import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { canonicalHost, parseAllowList, type AllowList } from './allow-list.js';
import type { CheckedAddress, KnownAddresses, NetworkGuard } from './network-guard.js';
import { settledOrAborted } from './settled-or-aborted.js';

/** Names that mean this machine, whatever a name server says (RFC 6761, section 6.3). */
const THIS_MACHINE = /(^|\.)localhost$/;

/** Resolves a name to all of its addresses; replaced in tests. */
export type LookUp = (host: string) => Promise<readonly { address: string; family: number }[]>;

const systemLookUp: LookUp = (host) => lookup(host, { all: true });

/**
 * The guard against requests that are made on somebody else's behalf to inner systems (SSRF): a source's address comes
 * from a form, and a feed may redirect anywhere. Only globally routable unicast addresses pass, and what `allow` names.
 */
export class AddressGuard implements NetworkGuard, KnownAddresses {
  private readonly allowed: AllowList;

  /**
   * @param allow host names, addresses and CIDR ranges (each with an optional `:port`) that may be reached although they
   * are not public.
   * @throws ConfigError when an entry cannot be read.
   */
  constructor(
    allow: readonly string[] = [],
    private readonly lookUp: LookUp = systemLookUp,
  ) {
    this.allowed = parseAllowList(allow);
  }

  async resolve(host: string, signal?: AbortSignal, port?: number): Promise<CheckedAddress> {
    const addresses = await this.resolveAll(host, signal, port);
    // Many servers announce IPv6 addresses that a house cannot route to; a caller that takes one address gets IPv4.
    return addresses.find(({ family }) => family === 4) ?? addresses[0]!;
  }

  /** Every address of `host`, all of them checked; at least one. Errors as `resolve`. */
  async resolveAll(host: string, signal?: AbortSignal, port?: number): Promise<CheckedAddress[]> {
    const name = canonicalHost(host);
    const addresses = isIP(name) === 0 ? await this.addressesOf(name, signal) : [{ address: name, family: isIP(name) }];
    if (!this.allowed.allowsName(name, port)) {
      for (const { address } of addresses) {
        if (!isPublic(address) && !this.allowed.allowsAddress(address, port)) throw refused(name, address);
      }
    }
    return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  }

  refusal(host: string, givenPort: number | null): string | null {
    const port = givenPort ?? 'any';
    const name = canonicalHost(host);
    const known = isIP(name) !== 0 ? [name] : THIS_MACHINE.test(name) ? ['127.0.0.1', '::1'] : [];
    const isAllowed =
      this.allowed.allowsName(name, port) ||
      known.some((address) => isPublic(address) || this.allowed.allowsAddress(address, port));
    return known.length === 0 || isAllowed
      ? null
      : `leads to ${name}, which is no public address; a server of your own house must be named in network.allowedHosts`;
  }

  private async addressesOf(name: string, signal?: AbortSignal) {
    try {
      const addresses = await settledOrAborted(this.lookUp(name), signal);
      if (addresses.length > 0) return addresses;
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new ConnectorError('unreachable', `The name ${name} could not be resolved`, {
        cause: error,
        advice: 'Check the spelling of the host name and that the name server of this machine answers.',
      });
    }
    throw new ConnectorError('unreachable', `The name ${name} has no address`);
  }
}

/**
 * Whether an address is globally routable unicast. IPv4 inside IPv6 (`::ffff:10.0.0.1`) counts as IPv4; what cannot be
 * parsed is not public.
 */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function refused(name: string, address: string): ConnectorError {
  const where = name === address ? address : `${name} (${address})`;
  const range = ipaddr.isValid(address) ? ipaddr.process(address).range() : 'unknown';
  return new ConnectorError('misconfigured', `${where} is not a public address (${range}) and was not contacted`, {
    advice:
      'If this is a server of your own house, add its name or range to the list of allowed hosts in the configuration.',
  });
}
