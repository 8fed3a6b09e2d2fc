/** Decides which hosts may be reached: public unicast addresses, and what the house allows by name or range. */
export interface NetworkGuard {
  /**
   * Resolves `host` and checks every address; connect to the returned address, not to the name, so that a second look-up
   * cannot lead elsewhere (DNS rebinding).
   * @throws ConnectorError `misconfigured` when an address is private, loopback, link-local, reserved …; `unreachable`
   * when the name does not resolve.
   */
  resolve(host: string, signal?: AbortSignal): Promise<{ address: string; family: 4 | 6 }>;
}
