/** An address that was checked and may be connected to. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** What can be said of a host without asking for its addresses. */
export interface KnownAddresses {
  /**
   * Why a host is surely not contacted, as the rest of a sentence that begins with where it stands, and what would be right:
   * an address that is not public, or a name of this machine. `null` when that is not so, or not known.
   *
   * @param port `null` when it is not known: then an entry of the allow-list for any port of the host lets it pass.
   */
  refusal(host: string, port: number | null): string | null;
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
