import type { Connector } from '@earshot/connector-kit';
import type { BudgetBook, Clock, HandOnMail, PollBook, SourceToPoll, Transactions } from '@earshot/domain';
import { CONNECTORS } from '@earshot/connectors';
import type { ClocksInForce } from '@earshot/follow-up';
import { DeliveryDesk, PageStorer, SourcePoller, type ObservePoll, type OpenConnector } from '@earshot/intake';
import { isDatabaseNotServing } from '@earshot/persistence';
import { installationRoot } from '@earshot/platform';
import { ConnectorOpener } from './connector-opener.js';
import { connectorLogger } from './connector-logger.js';
import { houseMailServer } from './replying/house-mail-server.js';
import { SourceBudgets } from './source-budgets.js';
import { SourceSecrets } from './source-secrets.js';
import type { WorkerSettings } from './worker-settings.js';

/** Everything that reads a source, put together: for the worker, and for a command that reads one. */
export class SourcesDesk {
  readonly opener: ConnectorOpener;
  readonly secrets: SourceSecrets;
  readonly poller: SourcePoller;
  /** Stores what is brought to a source. */
  readonly deliveries: DeliveryDesk;

  constructor(
    settings: Pick<WorkerSettings, 'configuration' | 'assessor' | 'immediateEscalations' | 'secretBox' | 'logger'>,
    clocks: ClocksInForce,
    transactions: Transactions,
    book: PollBook,
    clock: Clock,
    observe: ObservePoll,
    mail: HandOnMail | null,
    /** `null`: requests are counted by nobody. */
    budgets: BudgetBook | null = null,
  ) {
    const { polling, network, organisation, smtp, sources } = settings.configuration;
    const logger = connectorLogger(settings.logger);
    this.opener = new ConnectorOpener(
      CONNECTORS,
      network,
      clock,
      logger,
      { root: installationRoot(), folders: sources.folders },
      houseMailServer(smtp),
      budgets === null ? null : new SourceBudgets(budgets, settings.secretBox, clock, network.requestsPerMinute),
    );
    this.secrets = new SourceSecrets(settings.secretBox, book);
    const storer = new PageStorer(transactions, settings.assessor, clocks, organisation, {
      kinds: settings.immediateEscalations,
      mail,
    });
    const { pageSize, maxItemBytes, leaseSeconds } = polling;
    const limits = { pageSize, maxItemBytes, leaseMs: leaseSeconds * 1_000, mail };
    const pollerOf = (open: OpenConnector) =>
      new SourcePoller(open, storer, book, clock, limits, logger, observe, isDatabaseNotServing);
    this.poller = pollerOf((source) => this.open(source));
    this.deliveries = new DeliveryDesk(pollerOf, book, clock, limits.leaseMs);
  }

  open(source: SourceToPoll): Connector<unknown> {
    return this.opener.open({ ...source, secrets: this.secrets.open(source) }, this.secrets.saver(source));
  }
}
