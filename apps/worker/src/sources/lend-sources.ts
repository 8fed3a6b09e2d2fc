import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import type { Clock } from '@earshot/domain';
import { installationRoot, openSecretBox, type Configuration } from '@earshot/platform';
import type { Logger } from 'pino';
import { connectorLogger } from '../connector-logger.js';
import { ConnectorOpener } from '../connector-opener.js';
import { houseMailServer } from '../replying/house-mail-server.js';
import { secretKeeper } from './secret-keeper.js';

/** A person waits for the answer, and a browser gives up after 30 s. */
const CHECK_LIMIT_MS = 25_000;

/** What an API needs to configure and to check sources. What is checked may reach what a worker may reach, and no more. */
export function lendSources({ network, smtp, home, polling, sources }: Configuration, clock: Clock, logger: Logger) {
  const disk = { root: installationRoot(), folders: sources.folders };
  const opener = new ConnectorOpener(CONNECTORS, network, clock, connectorLogger(logger), disk, houseMailServer(smtp));
  const guard = new AddressGuard(network.allowedHosts);
  return {
    definitions: CONNECTORS,
    open: opener.open.bind(opener),
    limits: { ...disk, addresses: guard },
    guard,
    http: new GuardedHttpClient(guard, { now: () => clock.now() }),
    keeper: secretKeeper(openSecretBox(home)),
    checkLimitMs: CHECK_LIMIT_MS,
    defaultIntervalSeconds: polling.defaultIntervalSeconds,
  };
}
