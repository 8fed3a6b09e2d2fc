import { AddressGuard } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import { loadAssessor } from '@earshot/detection';
import { SourceChecker, SourceDesk, SourceKinds, type SecretKeeper } from '@earshot/intake';
import { PostgresSourceBook } from '@earshot/persistence';
import { installationRoot, openSecretBox } from '@earshot/platform';
import { secretKeeper } from '../../../worker/src/sources/secret-keeper.js';
import type { SourcesDesk } from '../../../worker/src/sources-desk.js';
import { openSourcesDesk, type Installation } from '../installation/installation.js';

/** A check that takes longer is reported as failed: nobody's browser waits for it here. */
const CHECK_LIMIT_MS = 60_000;

/** What configures sources, as the dashboard has it, and what reads them. */
export interface SourceDesks {
  readonly desk: SourceDesk;
  readonly book: PostgresSourceBook;
  readonly kinds: SourceKinds;
  readonly keeper: SecretKeeper;
  readonly reading: SourcesDesk;
}

export async function openSourceDesks(installation: Installation): Promise<SourceDesks> {
  const { configuration, dataSource, clock } = installation;
  const reading = await openSourcesDesk(installation);
  const kinds = new SourceKinds(CONNECTORS, {
    root: installationRoot(),
    folders: configuration.sources.folders,
    addresses: new AddressGuard(configuration.network.allowedHosts),
  });
  const book = new PostgresSourceBook(dataSource);
  const keeper = secretKeeper(openSecretBox(configuration.home));
  const checker = new SourceChecker({
    open: (source, saveSecrets) => reading.opener.open(source, saveSecrets),
    assessor: () => loadAssessor(),
    warn: (fields, message) => process.stderr.write(`earshot: ${message} ${JSON.stringify(fields)}\n`),
    limitMs: CHECK_LIMIT_MS,
    now: () => clock.now(),
  });
  const interval = configuration.polling.defaultIntervalSeconds;
  return { desk: new SourceDesk(kinds, book, keeper, checker, clock, interval), book, kinds, keeper, reading };
}
