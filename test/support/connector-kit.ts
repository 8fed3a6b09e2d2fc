import { AddressGuard, GuardedHttpClient, UNLIMITED_BUDGET, type ConnectorKit } from '@earshot/connector-kit';

/** What the host lends to a connector, real but for the logger; reaches only public hosts and those in `allow`, and all files. */
export function connectorKit(allow: readonly string[], overrides: Partial<ConnectorKit> = {}): ConnectorKit {
  const network = new AddressGuard(allow);
  const silent = (): void => undefined;
  return {
    http: new GuardedHttpClient(network, overrides.now === undefined ? {} : { now: overrides.now }),
    budget: UNLIMITED_BUDGET,
    network,
    folders: ['/'],
    logger: { debug: silent, info: silent, warn: silent },
    now: () => new Date(),
    secrets: {},
    saveSecrets: () => Promise.resolve(),
    ...overrides,
  };
}
