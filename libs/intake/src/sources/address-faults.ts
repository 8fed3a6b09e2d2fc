import type { KnownAddresses } from '@earshot/connector-kit';
import type { Fault } from '@earshot/domain';

/** Options whose address Earshot itself contacts; others, such as where a person consents, are for browsers. */
const CONTACTED = /^(host|url|(\w*base|login|token)url)$/i;
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Addresses among the options, at any depth, that are surely not contacted, with what would be right. */
export function addressFaults(options: unknown, addresses: KnownAddresses, path: string): Fault[] {
  if (typeof options !== 'object' || options === null) return [];
  return Object.entries(options).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    if (typeof value !== 'string') return addressFaults(value, addresses, here);
    const message = CONTACTED.test(key) ? refusalOf(value, addresses) : null;
    return message === null ? [] : [{ path: here, message }];
  });
}

function refusalOf(value: string, addresses: KnownAddresses): string | null {
  if (!value.includes('://')) return addresses.refusal(value, null);
  if (!URL.canParse(value)) return null;
  const { hostname, port, protocol } = new URL(value);
  return addresses.refusal(hostname, port === '' ? (PORTS[protocol] ?? null) : Number(port));
}
