import ipaddr from 'ipaddr.js';

/** Whom an address stands for: a household has a whole /64 of IPv6 to choose addresses from. Pure. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.split('%')[0]}/64`).toString();
}
