import { ConfigError, type Fault } from '@earshot/domain';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

interface AllowedName {
  readonly name: string;
  readonly port: number | null;
}
interface AllowedRange {
  readonly network: Address;
  readonly prefix: number;
  readonly port: number | null;
}

/** `any`: whether it is allowed at one port at least; `undefined`: whether at all of them. */
type AskedPort = number | 'any' | undefined;

/** Hosts and ranges that may be reached although their addresses are not public. */
export interface AllowList {
  allowsName(host: string, port: AskedPort): boolean;
  allowsAddress(address: string, port: AskedPort): boolean;
}

/**
 * Reads entries such as `imap.example.internal`, `10.20.0.0/16`, `127.0.0.1:8080`, `[::1]:8080` or `fd00::/8`. A name
 * matches exactly (no wildcards) and a port, where given, restricts the entry to that port.
 *
 * @throws ConfigError naming every entry that is none of these.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const names: AllowedName[] = [];
  const ranges: AllowedRange[] = [];
  const faults: Fault[] = [];
  entries.forEach((entry, index) => {
    const { host, port } = splitPort(entry.trim());
    const range = parseRange(host);
    if (range !== null) ranges.push({ ...range, port });
    else if (HOST_NAME.test(host)) names.push({ name: canonicalHost(host), port });
    else
      faults.push({
        path: `allow[${index}]`,
        message: `'${entry}' is neither a host name, an address nor a range such as 10.20.0.0/16`,
      });
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    allowsName: (host, port) =>
      names.some((allowed) => allowed.name === canonicalHost(host) && portMatches(allowed.port, port)),
    allowsAddress: (address, port) => {
      const parsed = ipaddr.process(address);
      return ranges.some((range) => portMatches(range.port, port) && contains(range, parsed));
    },
  };
}

const HOST_NAME = /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?$/i;

/** Names are compared without case, IPv6 brackets and the dot of a fully qualified name. */
export function canonicalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

function splitPort(entry: string): { host: string; port: number | null } {
  const match = /^(\[[^\]]+\]|[^:[\]]+):(\d{1,5})$/.exec(entry);
  return match === null
    ? { host: canonicalHost(entry), port: null }
    : { host: canonicalHost(match[1]!), port: Number(match[2]) };
}

function parseRange(host: string): { network: Address; prefix: number } | null {
  const [address, prefix, ...rest] = host.split('/');
  if (address === undefined || rest.length > 0 || !isStrictAddress(address)) return null;
  const network = ipaddr.process(address);
  const bits = network.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) return { network, prefix: bits };
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? { network, prefix: Number(prefix) } : null;
}

/** In an allow-list `010.0.0.1` or `10.1` would be a trap, so only the four-part decimal spelling is an IPv4 address. */
function isStrictAddress(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
}

function contains(range: AllowedRange, address: Address): boolean {
  return range.network.kind() === address.kind() && address.match(range.network, range.prefix);
}

function portMatches(allowed: number | null, port: AskedPort): boolean {
  return allowed === null || port === 'any' || allowed === port;
}
