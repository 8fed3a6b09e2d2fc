import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import { SystemClock } from '@earshot/platform';
import pino from 'pino';
import type { SourcesSettings } from '../../apps/api/src/sources/sources-settings.js';
import { connectorLogger } from '../../apps/worker/src/connector-logger.js';
import { ConnectorOpener } from '../../apps/worker/src/connector-opener.js';
import { secretKeeper } from '../../apps/worker/src/sources/secret-keeper.js';
import { testBox } from './intake-settings.js';

/** Where every name leads that a test gives to the guard: no name server is asked. */
const SOMEWHERE_PUBLIC = { address: '8.8.8.8', family: 4 };

/** Sources that may be on this machine, with secrets as `testBox` seals them. */
export function testSources(allowedHosts: readonly string[] = ['127.0.0.1']): SourcesSettings {
  const clock = new SystemClock();
  const disk = { root: process.cwd(), folders: [] };
  const logger = connectorLogger(pino({ level: 'silent' }));
  const opener = new ConnectorOpener(CONNECTORS, { allowedHosts }, clock, logger, disk);
  return {
    definitions: CONNECTORS,
    open: opener.open.bind(opener),
    limits: { ...disk, addresses: new AddressGuard(allowedHosts) },
    guard: new AddressGuard(allowedHosts, () => Promise.resolve([SOMEWHERE_PUBLIC])),
    http: new GuardedHttpClient(new AddressGuard(allowedHosts)),
    keeper: secretKeeper(testBox),
    checkLimitMs: 10_000,
    defaultIntervalSeconds: 300,
  };
}
