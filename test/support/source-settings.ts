import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import { SystemClock } from '@earshot/platform';
import pino from 'pino';
import type { SourcesSettings } from '../../apps/api/src/sources/sources-settings.js';
import { connectorLogger } from '../../apps/worker/src/connector-logger.js';
import { ConnectorOpener } from '../../apps/worker/src/connector-opener.js';
import { secretKeeper } from '../../apps/worker/src/sources/secret-keeper.js';
import { testBox } from './intake-settings.js';

/** Sources that may be on this machine, with secrets as `testBox` seals them. */
export function testSources(allowedHosts: readonly string[] = ['127.0.0.1']): SourcesSettings {
  const clock = new SystemClock();
  const opener = new ConnectorOpener(
    CONNECTORS,
    { allowedHosts },
    clock,
    connectorLogger(pino({ level: 'silent' })),
    process.cwd(),
  );
  return {
    definitions: CONNECTORS,
    open: opener.open.bind(opener),
    http: new GuardedHttpClient(new AddressGuard(allowedHosts)),
    keeper: secretKeeper(testBox),
    checkLimitMs: 10_000,
    defaultIntervalSeconds: 300,
  };
}
