import { WindowCounters } from '@earshot/access';
import ipaddr from 'ipaddr.js';

const HOUR_MS = 3_600_000;

/**
 * Counts what one address sends to one form, in the memory of this process: with several processes the limit holds for
 * each of them.
 */
export class FormThrottle {
  private readonly counters = new WindowCounters(HOUR_MS);

  /**
   * Counts one more, unless the limit is reached.
   * @returns how long this address has to wait, in milliseconds; 0 when it was counted
   */
  attempt(formId: string, address: string, limit: number, now: Date): number {
    const key = `${formId} ${network(address)}`;
    const waitMs = this.counters.waitMs(key, limit, now);
    if (waitMs === 0) this.counters.count(key, now);
    return waitMs;
  }
}

/** A household has a whole /64 of IPv6 to choose addresses from. */
function network(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.split('%')[0]}/64`).toString();
}
