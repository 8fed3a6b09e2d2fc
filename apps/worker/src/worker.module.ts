import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  BudgetBook,
  Clock,
  CustomerPrivacyStore,
  DigestStore,
  EscalationStore,
  InsightStore,
  SpikeStore,
  NotificationChannelStore,
  NotificationStore,
  OverlayStore,
  PolicyStore,
  PollBook,
  QuarantineStore,
  ReplyStore,
  SecondOpinionStore,
  SourceBook,
  SourceHealthStore,
  Transactions,
  WatchStore,
} from '@earshot/domain';
import { CONNECTORS } from '@earshot/connectors';
import { CustomerPrivacy, PolicyBook } from '@earshot/follow-up';
import { settleQuarantine, SourceKinds } from '@earshot/intake';
import { ChangeListener, ChangeLog, PostgresWatchLocks, StandingFigures } from '@earshot/persistence';
import { PgBossJobQueue } from '@earshot/platform';
import { expiryChore } from './expiry-chore.js';
import { Housekeeping } from './housekeeping.js';
import { sourceChore } from './sources/source-chore.js';
import { jobNames, Worker } from './worker.js';
import type { WorkerSettings } from './worker-settings.js';

/** The worker within an application. Needs PersistenceModule and a Clock from global modules. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly worker: Worker) {}

  static register(settings: WorkerSettings): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        {
          provide: 'source-housekeeping',
          inject: [SourceBook, QuarantineStore, Clock],
          useFactory: (book: SourceBook, quarantine: QuarantineStore, clock: Clock) => {
            const kinds = new SourceKinds(CONNECTORS);
            const settle = (): Promise<number> => settleQuarantine(quarantine, book, kinds, clock);
            return new Housekeeping(sourceChore(book, settle), settings.logger);
          },
        },
        {
          provide: 'expiry-housekeeping',
          inject: [CustomerPrivacyStore, Clock],
          useFactory: (store: CustomerPrivacyStore, clock: Clock) => {
            const { configuration, logger } = settings;
            return new Housekeeping(
              expiryChore(new CustomerPrivacy(store, clock), configuration.privacy, logger),
              logger,
            );
          },
        },
        {
          provide: Worker,
          inject: [
            Transactions,
            PollBook,
            BudgetBook,
            SourceHealthStore,
            DigestStore,
            OverlayStore,
            SecondOpinionStore,
            PolicyStore,
            ChangeLog,
            StandingFigures,
            Clock,
            EscalationStore,
            NotificationStore,
            NotificationChannelStore,
            ReplyStore,
            WatchStore,
            InsightStore,
            SpikeStore,
          ],
          useFactory: (
            transactions: Transactions,
            book: PollBook,
            budgets: BudgetBook,
            health: SourceHealthStore,
            digests: DigestStore,
            overlays: OverlayStore,
            secondOpinions: SecondOpinionStore,
            policies: PolicyStore,
            changes: ChangeLog,
            figures: StandingFigures,
            clock: Clock,
            escalations: EscalationStore,
            notifications: NotificationStore,
            channels: NotificationChannelStore,
            replies: ReplyStore,
            watch: WatchStore,
            insights: InsightStore,
            spikes: SpikeStore,
          ) =>
            new Worker(settings, {
              transactions,
              book,
              budgets,
              health,
              digests,
              insights,
              spikes,
              escalations,
              notifications,
              channels,
              watch,
              replies,
              overlays,
              secondOpinions,
              policy: new PolicyBook(policies, settings.policy, clock),
              changes,
              // Its own: the other one of this process is the dashboard's.
              listener: new ChangeListener(settings.databaseUrl),
              figures,
              clock,
              locks: new PostgresWatchLocks(settings.databaseUrl),
              queue: new PgBossJobQueue({
                connectionString: settings.databaseUrl,
                names: jobNames(settings.configuration),
                logger: settings.logger,
                onFinished: ({ job, outcome, seconds }) =>
                  settings.metrics.jobSeconds.observe({ job: job.name, outcome: outcome.kind }, seconds),
              }),
            }),
        },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.worker.start();
  }

  /** Before the database connections are closed, which happens on shutdown itself. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
