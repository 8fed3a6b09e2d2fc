import { Inject, Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import {
  ApiTokenStore,
  AuditLog,
  CalendarFeedStore,
  BudgetBook,
  CaseActionsStore,
  CaseMovementsStore,
  CustomerPrivacyStore,
  CustomersStore,
  DigestStore,
  EscalationStore,
  IdempotencyStore,
  InsightStore,
  NotificationChannelStore,
  NotificationPreferenceStore,
  NotificationStore,
  OverlayStore,
  PeopleStore,
  PolicyStore,
  PlaybookStore,
  PollBook,
  CasePresenceStore,
  ReplayStore,
  ReplyDraftStore,
  ReplyStore,
  SavedViewStore,
  SecondOpinionStore,
  SessionStore,
  QuarantineStore,
  SourceActionsStore,
  SpikeStore,
  TemplateStore,
  SourceHealthStore,
  SourceBook,
  SourceConsentStore,
  Transactions,
  UserStore,
  VerdictStore,
  WatchStore,
} from '@earshot/domain';
import { DataSource } from 'typeorm';
import { ChangeListener } from './change-listener.js';
import { createDataSource, type DatabaseSettings } from './data-source.js';
import { AlertQueries } from './queries/alert-queries.js';
import { AuditQueries } from './queries/audit-queries.js';
import { FirstStepsQueries } from './queries/first-steps-queries.js';
import { CaseListQueries } from './queries/case-list-queries.js';
import { CaseQueries } from './queries/case-queries.js';
import { MessageQueries } from './queries/message-queries.js';
import { CustomerHistoryQueries } from './queries/customer-history.js';
import { CustomerQueries } from './queries/customer-queries.js';
import { ChangeLog } from './queries/change-log.js';
import { PostgresInsightStore } from './insights/insights.repository.js';
import { InsightCaseQueries } from './queries/insight-case-queries.js';
import { InsightQueries } from './queries/insight-queries.js';
import { SpikeQueries } from './queries/spike-queries.js';
import { PostgresSpikeStore } from './repositories/spikes.repository.js';
import { PlaybookQueries } from './queries/playbook-queries.js';
import { SchemaState } from './queries/schema-state.js';
import { ReplyQueries } from './queries/reply-queries.js';
import { QuarantineQueries } from './queries/quarantine-queries.js';
import { SourceQueries } from './queries/source-queries.js';
import { VerdictQueries } from './queries/verdict-queries.js';
import { TakenMessages } from './queries/taken-message.js';
import { StandingFigures } from './queries/standing-figures.js';
import { PostgresApiTokenStore } from './repositories/api-tokens.repository.js';
import { PostgresCalendarFeedStore } from './repositories/calendar-feeds.repository.js';
import { PostgresAuditLog } from './repositories/audit-log.repository.js';
import { PostgresBudgetBook } from './repositories/budget-book.repository.js';
import { PostgresSourceHealthStore } from './repositories/source-health.repository.js';
import { PostgresCaseActionsStore } from './repositories/case-actions.repository.js';
import { PostgresCaseMovementsStore } from './repositories/case-movements.repository.js';
import { NotificationQueries } from './queries/notification-queries.js';
import { PostgresEscalationStore } from './repositories/escalations.repository.js';
import { PostgresWatchStore } from './repositories/watch.repository.js';
import { PostgresNotificationChannelStore } from './repositories/notification-channels.repository.js';
import { PostgresNotificationPreferenceStore } from './repositories/notification-preferences.repository.js';
import { PostgresNotificationStore } from './repositories/notifications.repository.js';
import { PostgresCustomerPrivacyStore } from './repositories/customer-privacy.repository.js';
import { PostgresCustomersStore } from './repositories/customer-care.repository.js';
import { PostgresDigestStore } from './repositories/digests.repository.js';
import { PostgresOverlayStore } from './repositories/overlays.repository.js';
import { PostgresPolicyStore } from './repositories/policies.repository.js';
import { PostgresPlaybookStore } from './repositories/playbook.repository.js';
import { PostgresIdempotencyStore } from './repositories/idempotency-keys.repository.js';
import { PostgresPeopleStore } from './repositories/people.repository.js';
import { PostgresPollBook } from './repositories/poll-book.repository.js';
import { PostgresReplayStore } from './repositories/replay.repository.js';
import { PostgresCasePresenceStore } from './repositories/case-presence.repository.js';
import { PostgresReplyDraftStore } from './repositories/reply-drafts.repository.js';
import { PostgresReplyStore } from './repositories/replies.repository.js';
import { PostgresSavedViewStore } from './repositories/saved-views.repository.js';
import { PostgresSecondOpinionStore } from './repositories/second-opinions.repository.js';
import { PostgresSessionStore } from './repositories/sessions.repository.js';
import { PostgresSourceActionsStore } from './repositories/source-actions.repository.js';
import { PostgresSourceBook } from './repositories/source-book.repository.js';
import { PostgresSourceConsentStore } from './repositories/source-consents.repository.js';
import { PostgresQuarantineStore } from './repositories/quarantine.repository.js';
import { PostgresTemplateStore } from './repositories/templates.repository.js';
import { PostgresTransactions } from './repositories/transactions.js';
import { PostgresUserStore } from './repositories/users.repository.js';
import { PostgresVerdictStore } from './repositories/verdicts.repository.js';

const bind = <Port>(
  port: abstract new (...args: never[]) => Port,
  implementation: new (dataSource: DataSource) => Port,
): Provider => ({
  provide: port,
  useFactory: (dataSource: DataSource) => new implementation(dataSource),
  inject: [DataSource],
});

/** The ports of the domain and what implements them here. */
const PORTS: readonly Provider[] = [
  bind(Transactions, PostgresTransactions),
  bind(PlaybookStore, PostgresPlaybookStore),
  bind(PollBook, PostgresPollBook),
  bind(BudgetBook, PostgresBudgetBook),
  bind(SourceHealthStore, PostgresSourceHealthStore),
  bind(DigestStore, PostgresDigestStore),
  bind(InsightStore, PostgresInsightStore),
  bind(SpikeStore, PostgresSpikeStore),
  bind(CaseActionsStore, PostgresCaseActionsStore),
  bind(CaseMovementsStore, PostgresCaseMovementsStore),
  bind(CustomersStore, PostgresCustomersStore),
  bind(CustomerPrivacyStore, PostgresCustomerPrivacyStore),
  bind(IdempotencyStore, PostgresIdempotencyStore),
  bind(SourceActionsStore, PostgresSourceActionsStore),
  bind(SourceBook, PostgresSourceBook),
  bind(SourceConsentStore, PostgresSourceConsentStore),
  bind(QuarantineStore, PostgresQuarantineStore),
  bind(UserStore, PostgresUserStore),
  bind(PeopleStore, PostgresPeopleStore),
  bind(ApiTokenStore, PostgresApiTokenStore),
  bind(CalendarFeedStore, PostgresCalendarFeedStore),
  bind(SavedViewStore, PostgresSavedViewStore),
  bind(SessionStore, PostgresSessionStore),
  bind(AuditLog, PostgresAuditLog),
  bind(VerdictStore, PostgresVerdictStore),
  bind(OverlayStore, PostgresOverlayStore),
  bind(ReplayStore, PostgresReplayStore),
  bind(SecondOpinionStore, PostgresSecondOpinionStore),
  bind(ReplyStore, PostgresReplyStore),
  bind(ReplyDraftStore, PostgresReplyDraftStore),
  bind(CasePresenceStore, PostgresCasePresenceStore),
  bind(PolicyStore, PostgresPolicyStore),
  bind(TemplateStore, PostgresTemplateStore),
  bind(EscalationStore, PostgresEscalationStore),
  bind(NotificationStore, PostgresNotificationStore),
  bind(NotificationPreferenceStore, PostgresNotificationPreferenceStore),
  bind(NotificationChannelStore, PostgresNotificationChannelStore),
  bind(WatchStore, PostgresWatchStore),
];

/** What the API reads, shaped for its pages. */
const QUERIES: readonly Provider[] = [
  AlertQueries,
  AuditQueries,
  FirstStepsQueries,
  NotificationQueries,
  CaseQueries,
  CaseListQueries,
  MessageQueries,
  CustomerQueries,
  CustomerHistoryQueries,
  InsightQueries,
  InsightCaseQueries,
  SpikeQueries,
  ReplyQueries,
  SourceQueries,
  QuarantineQueries,
  PlaybookQueries,
  StandingFigures,
  ChangeLog,
  SchemaState,
  TakenMessages,
  VerdictQueries,
].map((query) => bind<object>(query, query));

/** One pool of connections for the process, and everything that is read and written through it. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Connects when the application starts; the start fails when the database cannot be reached. */
  static forRoot(settings: DatabaseSettings): DynamicModule {
    const providers: Provider[] = [
      { provide: DataSource, useFactory: () => createDataSource(settings).initialize() },
      { provide: ChangeListener, useFactory: () => new ChangeListener(settings.url) },
      ...PORTS,
      ...QUERIES,
    ];
    return { module: PersistenceModule, global: true, providers, exports: providers };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
