/** Where a request for the metrics came from. */
export interface MetricsReader {
  /** The connection's own address, not what a proxy says. */
  readonly remoteAddress: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Figures about customers' complaints are for the house: a collector on this machine reads them without signing in.
 * A request that a proxy on this machine passes on comes from elsewhere, whatever its connection says.
 */
export function isOnThisMachine({ remoteAddress, headers }: MetricsReader): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(remoteAddress ?? '');
}
