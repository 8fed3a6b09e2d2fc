import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { AccessModule } from '@earshot/access';
import { CaseActionsStore, Clock, EscalationStore, SavedViewStore, WatchStore } from '@earshot/domain';
import { CaseActions, PolicyBook } from '@earshot/follow-up';
import { SavedViews, Snoozing, WatchActions } from '@earshot/follow-up';
import { AlertsController } from './alerts/alerts.controller.js';
import { SavedViewsController } from './alerts/saved-views.controller.js';
import { API_SETTINGS, type ApiSettings } from './api-settings.js';
import { CaseListController } from './cases/case-list.controller.js';
import { MessageListController } from './messages/message-list.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { CustomersController } from './customers/customers.controller.js';
import { CustomerPrivacyController } from './customers/customer-privacy.controller.js';
import { CUSTOMERS_PROVIDERS } from './customers/customers.providers.js';
import { DetectionController } from './detection/detection.controller.js';
import { PhrasePacksController } from './detection/phrase-packs.controller.js';
import { detectionProviders } from './detection/detection.providers.js';
import { MessagesController } from './detection/messages.controller.js';
import { ChangeFeed } from './events/change-feed.js';
import { EventStreams } from './events/event-streams.js';
import { EventsController } from './events/events.controller.js';
import { FormDesk } from './forms/form-desk.js';
import { FormThrottle } from './forms/form-throttle.js';
import { FormsController } from './forms/forms.controller.js';
import { HealthController } from './health/health.controller.js';
import { COMMAND_MANNERS } from './http/command-manners.js';
import { PresentVersions } from './http/versioned.js';
import { ValidationPipe } from './http/validation.pipe.js';
import { SpikesController } from './spikes/spikes.controller.js';
import { digestProviders } from './digests/digest.providers.js';
import { DigestLinksController } from './digests/digest-links.controller.js';
import { DigestsController } from './digests/digests.controller.js';
import { InsightsController } from './insights/insights.controller.js';
import { ByHandController } from './intake/by-hand.controller.js';
import { ImportsController } from './intake/imports.controller.js';
import { IntakeController } from './intake/intake.controller.js';
import { INTAKE_PROVIDERS } from './intake/intake.providers.js';
import { PushesController } from './intake/pushes.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { MovementsController } from './movements/movements.controller.js';
import { MOVEMENTS_PROVIDERS } from './movements/movements.providers.js';
import { CaseDeedsController } from './playbook/case-deeds.controller.js';
import { CaseEndingController } from './playbook/case-ending.controller.js';
import { LessonsController } from './playbook/lessons.controller.js';
import { TemplateBooksController } from './playbook/template-books.controller.js';
import { PlaybookController } from './playbook/playbook.controller.js';
import { playbookProviders } from './playbook/playbook.providers.js';
import { CalendarsController } from './policy/calendars.controller.js';
import { OpenHoursController } from './policy/open-hours.controller.js';
import { PolicyController } from './policy/policy.controller.js';
import { policyProviders } from './policy/policy.providers.js';
import { ChannelsController } from './notifications/channels.controller.js';
import { channelProviders } from './notifications/channels.providers.js';
import { NotificationRulesController } from './notifications/notification-rules.controller.js';
import { OwnNotificationsController } from './notifications/own-notifications.controller.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { SnoozeController } from './notifications/snooze.controller.js';
import { PresenceController } from './replies/presence.controller.js';
import { RepliesController } from './replies/replies.controller.js';
import { ReplyDraftController } from './replies/reply-draft.controller.js';
import { replyingProviders } from './replies/replying.providers.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { OwnAccountController } from './session/own-account.controller.js';
import { SessionController } from './session/session.controller.js';
import { SourceConfigurationController } from './sources/source-configuration.controller.js';
import { SourceConsentController } from './sources/source-consent.controller.js';
import { SourceKindsController } from './sources/source-kinds.controller.js';
import { SourceQuarantineController } from './sources/source-quarantine.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { SOURCES_PROVIDERS } from './sources/sources.providers.js';
import { WatchEventsController } from './watch/watch-events.controller.js';
import { WatchSettingsController } from './watch/watch-settings.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { FirstStepsController } from './first-start/first-steps.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { CalendarDesk } from './calendar-feed/calendar-desk.js';
import { CalendarFeedController } from './calendar-feed/calendar-feed.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { PeopleController } from './users/people.controller.js';
import { UsersController } from './users/users.controller.js';

/** The HTTP API. Needs PersistenceModule and a Clock from global modules; `configureHttp` completes it. */
@Module({})
export class ApiModule {
  static register(settings: ApiSettings): DynamicModule {
    return {
      module: ApiModule,
      imports: [AccessModule.register({ publicUrl: settings.publicUrl }), TerminusModule.forRoot({ logger: false })],
      controllers: [
        SessionController,
        OwnAccountController,
        AlertsController,
        SavedViewsController,
        CasesController,
        CaseListController,
        MessageListController,
        MovementsController,
        CustomersController,
        CustomerPrivacyController,
        SourcesController,
        SourceConfigurationController,
        SourceConsentController,
        SourceKindsController,
        SourceQuarantineController,
        UsersController,
        PeopleController,
        TokensController,
        CalendarFeedController,
        AuditController,
        ExportsController,
        FirstStepsController,
        MessagesController,
        DetectionController,
        PhrasePacksController,
        PlaybookController,
        TemplateBooksController,
        CaseDeedsController,
        CaseEndingController,
        LessonsController,
        PolicyController,
        CalendarsController,
        OpenHoursController,
        NotificationsController,
        OwnNotificationsController,
        ChannelsController,
        NotificationRulesController,
        InsightsController,
        DigestsController,
        SpikesController,
        DigestLinksController,
        WatchEventsController,
        WatchSettingsController,
        SnoozeController,
        RepliesController,
        ReplyDraftController,
        PresenceController,
        EventsController,
        IntakeController,
        PushesController,
        ImportsController,
        ByHandController,
        FormsController,
        HealthController,
        MetricsController,
      ],
      providers: [
        { provide: API_SETTINGS, useValue: settings },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValidationPipe },
        PresentVersions,
        ...COMMAND_MANNERS.map((useClass) => ({ provide: APP_INTERCEPTOR, useClass })),
        {
          provide: CaseActions,
          inject: [CaseActionsStore, Clock, PolicyBook],
          useFactory: (store: CaseActionsStore, clock: Clock, policy: PolicyBook) =>
            new CaseActions(store, clock, policy.clocks),
        },
        ...SOURCES_PROVIDERS,
        CalendarDesk,
        FormDesk,
        FormThrottle,
        {
          provide: Snoozing,
          inject: [EscalationStore, Clock],
          useFactory: (store: EscalationStore, clock: Clock) => new Snoozing(store, clock),
        },
        { provide: SavedViews, inject: [SavedViewStore], useFactory: (store: SavedViewStore) => new SavedViews(store) },
        {
          provide: WatchActions,
          inject: [WatchStore, PolicyBook, Clock],
          useFactory: (store: WatchStore, policy: PolicyBook, clock: Clock) =>
            new WatchActions(store, policy.houseCalendar, clock),
        },
        ...policyProviders(settings.policy),
        ...playbookProviders(settings.playbook),
        ...MOVEMENTS_PROVIDERS,
        ...CUSTOMERS_PROVIDERS,
        ...INTAKE_PROVIDERS,
        ...detectionProviders(settings.detection),
        ...replyingProviders(settings.replying),
        ...digestProviders(settings),
        ...channelProviders(settings.digests.seal, settings.sources.guard),
        ChangeFeed,
        EventStreams,
      ],
    };
  }
}
