import {
  checkStateTables,
  Conflict,
  type BudgetBook,
  type Clock,
  type DigestStore,
  type EscalationStore,
  type HandOnMail,
  type InsightStore,
  type SpikeStore,
  type NotificationChannelStore,
  type NotificationStore,
  type JobQueue,
  type OverlayStore,
  type PollBook,
  type ReplyStore,
  type SecondOpinionStore,
  type SourceHealthStore,
  type Transactions,
  type WatchLocks,
  type WatchStore,
} from '@earshot/domain';
import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import {
  EscalationDesk,
  registerReplies,
  REPLY_JOB,
  ReplySending,
  type PolicyBook,
  WatchDesk,
} from '@earshot/follow-up';
import {
  ChannelDesk,
  NotificationDesk,
  SEND_NOTIFICATION,
  SmtpMailSender,
  type MailSender,
} from '@earshot/notifications';
import { SourceHealthDesk, type ObservePoll } from '@earshot/intake';
import { FIT_OVERLAY } from '@earshot/learning';
import { InsightDesk, SEND_DIGEST, SpikeDesk, type DigestDesk } from '@earshot/reporting';
import type { Configuration, SmtpConfiguration } from '@earshot/platform';
import { GIVE_SECOND_OPINION } from '@earshot/second-opinion';
import { schedule, type ScheduledTask } from 'node-cron';
import { connectorLogger } from './connector-logger.js';
import { FollowUpSweeps } from './follow-up/follow-up-sweeps.js';
import { Learning } from './learning/learning.js';
import { ThreadFitter } from './learning/thread-fitter.js';
import { isMailConfigured } from './mail-configured.js';
import { Polling } from './polling.js';
import { digestDesk } from './reporting/digest-setup.js';
import { senderDomain } from './reporting/sender-domain.js';
import { replyChannels } from './replying/reply-channels.js';
import { SecondOpinionDesk } from './second-opinion/second-opinion-desk.js';
import { SourcesDesk } from './sources-desk.js';
import { Watching } from './watching.js';
import type { ChangeListener, ChangeLog, StandingFigures } from '@earshot/persistence';
import { pollMetrics } from './poll-metrics.js';
import { keepStandingMetrics } from './standing-metrics.js';
import type { WorkerSettings } from './worker-settings.js';

export interface WorkerPorts {
  /** The policy in force. */
  readonly policy: PolicyBook;
  readonly transactions: Transactions;
  readonly book: PollBook;
  readonly budgets: BudgetBook;
  readonly health: SourceHealthStore;
  readonly locks: WatchLocks;
  readonly digests: DigestStore;
  readonly insights: InsightStore;
  readonly spikes: SpikeStore;
  readonly escalations: EscalationStore;
  readonly notifications: NotificationStore;
  readonly channels: NotificationChannelStore;
  readonly watch: WatchStore;
  readonly replies: ReplyStore;
  readonly overlays: OverlayStore;
  readonly secondOpinions: SecondOpinionStore;
  readonly changes: ChangeLog;
  readonly listener: ChangeListener;
  readonly queue: JobQueue;
  readonly figures: StandingFigures;
  readonly clock: Clock;
}

/**
 * Everything that happens without a request: reading sources, holding their streams, warning of deadlines, sending
 * digests, learning.
 */
export class Worker {
  private readonly polling: Polling;
  private readonly replies: ReplySending;
  private readonly watching: Watching;
  private readonly learning: Learning;
  private readonly secondOpinion: SecondOpinionDesk | null;
  private readonly mail: MailSender | null;
  private readonly digests: DigestDesk | null;
  private readonly notifications: NotificationDesk | null;
  private readonly sweeps: FollowUpSweeps;
  /** The way to the house's chats and systems. */
  private readonly channelHttp: GuardedHttpClient;
  private digestTicker: ScheduledTask | null = null;
  private stopMetrics: () => void = () => undefined;

  constructor(
    private readonly settings: WorkerSettings,
    private readonly ports: WorkerPorts,
  ) {
    const { configuration } = settings;
    const { transactions, book, locks, clock } = ports;
    const logger = connectorLogger(settings.logger);
    this.mail = mailSender(configuration.smtp);
    this.notifications = this.mail === null ? null : notificationDesk(settings, ports, this.mail);
    this.digests =
      this.mail === null || this.notifications === null
        ? null
        : digestDesk(settings, ports, this.mail, this.notifications.handOn);
    const handOn = this.notifications?.handOn ?? null;
    this.channelHttp = new GuardedHttpClient(new AddressGuard(configuration.network.allowedHosts), {
      userAgent: 'Earshot/0.1 (notifications)',
      now: () => clock.now(),
    });
    this.sweeps = followUpSweeps(
      settings,
      ports,
      this.notifications,
      channelDesk(settings, ports, this.channelHttp, handOn),
    );
    const count = pollMetrics(settings.metrics);
    const observe: ObservePoll = (source, report) => {
      count(source, report);
      if (report.ledger.stored > 0) this.sweeps.wake();
    };
    const desk = new SourcesDesk(
      settings,
      ports.policy.clocks,
      transactions,
      book,
      clock,
      observe,
      handOn,
      ports.budgets,
    );
    this.replies = new ReplySending(ports.replies, replyChannels(desk, book), ports.queue, clock);
    this.polling = new Polling(
      desk.poller,
      book,
      clock,
      {
        tickSeconds: configuration.polling.tickSeconds,
        concurrency: configuration.polling.concurrency,
        leaseMs: configuration.polling.leaseSeconds * 1_000,
      },
      logger,
    );
    this.watching = new Watching(
      CONNECTORS.map((definition) => definition.kind),
      (source) => desk.open(source),
      (sourceId) => this.polling.pollNow(sourceId),
      book,
      locks,
      logger,
    );
    this.learning = new Learning(settings.assessor, {
      ...ports,
      openFitter: (signal) => ThreadFitter.open(signal),
      logger: settings.logger,
    });
    this.secondOpinion =
      settings.secondOpinion === null
        ? null
        : new SecondOpinionDesk(settings.secondOpinion, { ...ports, logger: settings.logger });
  }

  async start(): Promise<void> {
    checkStateTables();
    if (this.settings.alone) await this.ports.book.releaseAll();
    this.digests?.register();
    this.notifications?.register();
    this.learning.register();
    registerReplies(this.ports.queue, this.replies);
    this.secondOpinion?.register();
    await this.learning.start();
    await this.ports.queue.start();
    this.secondOpinion?.start();
    this.sweeps.start();
    this.polling.start();
    this.watching.start();
    this.stopMetrics = keepStandingMetrics(this.settings.metrics, this.ports.figures, this.ports.clock);
    if (this.digests === null) {
      this.settings.logger.info('smtp.host is not set: no digests are sent');
    } else {
      this.digestTicker = schedule('* * * * *', () => this.tellDigests(), {
        name: 'digests',
        suppressMissedWarning: true,
      });
      void this.tellDigests();
    }
  }

  /** Looks for due sources without waiting for the next tick, when one has just been added. */
  async lookNow(): Promise<void> {
    await this.polling.tick();
  }

  /** Drains: nothing new is begun, what runs may finish within the limit. Idempotent. */
  async stop(): Promise<void> {
    const drainMs = this.settings.configuration.shutdown.drainSeconds * 1_000;
    this.stopMetrics();
    await this.digestTicker?.destroy();
    await this.sweeps.stop();
    await this.learning.stop();
    await this.secondOpinion?.stop();
    await this.watching.stop();
    await Promise.all([this.polling.stop(drainMs), this.ports.queue.stop(drainMs)]);
    await this.secondOpinion?.close();
    await this.channelHttp.close();
    this.mail?.close();
  }

  private async tellDigests(): Promise<void> {
    try {
      const handedOn = await this.digests?.tick();
      if (handedOn !== undefined && handedOn > 0) this.settings.logger.info({ digests: handedOn }, 'digests are due');
    } catch (error) {
      if (error instanceof Conflict) return;
      const reason = error instanceof Error ? error.message : 'unknown';
      this.settings.logger.warn({ error: reason }, 'asking for due digests failed');
    }
  }
}

/** The jobs that this configuration can do. */
export function jobNames({ smtp, detection }: Configuration): readonly string[] {
  return [
    FIT_OVERLAY,
    REPLY_JOB,
    ...(isMailConfigured(smtp) ? [SEND_DIGEST, SEND_NOTIFICATION] : []),
    ...(detection.secondOpinion.model === null ? [] : [GIVE_SECOND_OPINION]),
  ];
}

function mailSender(smtp: SmtpConfiguration): MailSender | null {
  return isMailConfigured(smtp) ? new SmtpMailSender(smtp) : null;
}

function notificationDesk(settings: WorkerSettings, ports: WorkerPorts, mail: MailSender): NotificationDesk {
  const { organisation, smtp } = settings.configuration;
  return new NotificationDesk(ports.notifications, ports.queue, mail, ports.clock, {
    organisation: organisation.name,
    publicUrl: settings.publicUrl,
    senderDomain: senderDomain(smtp),
  });
}

function channelDesk(
  { configuration: { organisation }, publicUrl, secretBox }: WorkerSettings,
  { channels, clock }: WorkerPorts,
  http: GuardedHttpClient,
  mail: HandOnMail | null,
): ChannelDesk {
  return new ChannelDesk(channels, http, secretBox, clock, { organisation: organisation.name, publicUrl }, mail);
}

function followUpSweeps(
  { logger, configuration }: WorkerSettings,
  { escalations, watch, policy, clock, health, budgets, insights, spikes }: WorkerPorts,
  notifications: NotificationDesk | null,
  channels: ChannelDesk,
): FollowUpSweeps {
  const mail = notifications?.handOn ?? null;
  const desk = new EscalationDesk(escalations, policy.policy, mail, clock, logger);
  const signs = new WatchDesk(watch, policy.houseCalendar, clock);
  const sources = new SourceHealthDesk(health, budgets, policy.houseCalendar, clock, mail);
  const figures = new InsightDesk(insights, policy.policy, configuration.calendar.zone, clock);
  const rises = new SpikeDesk(spikes, configuration.calendar.zone, clock, mail);
  const takeUp = async (): Promise<number> => {
    await notifications?.takeUp();
    return 0;
  };
  return new FollowUpSweeps(
    [
      { name: 'escalations', cron: '*/20 * * * * *', eager: true, run: () => desk.tick() },
      { name: 'channels', cron: '*/2 * * * * *', eager: false, overlapping: true, run: () => channels.tick() },
      { name: 'old messages to channels', cron: '25 45 3 * * *', eager: false, run: () => channels.forget() },
      { name: 'mails left behind', cron: '30 */5 * * * *', eager: false, run: takeUp },
      {
        name: 'held mails',
        cron: '10 * * * * *',
        eager: false,
        run: async () => (await notifications?.release()) ?? 0,
      },
      { name: 'early signs', cron: '0 7 * * * *', eager: false, run: () => signs.look() },
      { name: 'early signs of news', cron: '20 * * * * *', eager: false, run: () => signs.lookAtNews() },
      { name: 'silent sources', cron: '15 */10 * * * *', eager: false, run: () => sources.lookForSilence() },
      { name: 'ending credentials', cron: '50 5 * * * *', eager: false, run: () => sources.lookAtCredentials() },
      { name: 'unused budgets', cron: '55 35 3 * * *', eager: false, run: () => sources.forgetBudgets() },
      { name: 'unusual rises', cron: '25 3 * * * *', eager: false, run: () => rises.look() },
      { name: 'figures', cron: '35 * * * * *', eager: false, run: () => keptUp(figures) },
      { name: 'early signs withdrawn', cron: '45 */2 * * * *', eager: false, run: () => signs.settle() },
    ],
    logger,
  );
}

/** Every message that comes changes the figures: that is no find. */
async function keptUp(figures: InsightDesk): Promise<number> {
  await figures.tick();
  return 0;
}
