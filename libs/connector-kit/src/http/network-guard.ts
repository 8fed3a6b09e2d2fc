/** An address that was checked and may be connected to. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Decides which hosts may be reached: public unicast addresses, and what the house allows by name or range. */
export interface NetworkGuard {
  /**
   * Resolves `host` and checks every address; connect to the returned address, not to the name, so that a second look-up
   * cannot lead elsewhere (DNS rebinding).
   *
   * @param port lets entries of the allow-list that name a port match; without it only entries without a port do.
   * @throws ConnectorError `misconfigured` when an address is private, loopback, link-local, reserved …; `unreachable`
   * when the name does not resolve.
   */
  resolve(host: string, signal?: AbortSignal, port?: number): Promise<CheckedAddress>;
}
