import type { Provider } from '@nestjs/common';
import {
  Clock,
  OverlayStore,
  QuarantineStore,
  SourceActionsStore,
  SourceBook,
  SourceConsentStore,
} from '@earshot/domain';
import { ConsentDesk, QuarantineDesk, SourceActions, SourceChecker, SourceDesk, SourceKinds } from '@earshot/intake';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { Brought } from '../intake/brought.js';
import { JudgeInForce } from '../intake/judge-in-force.js';

/** What configures sources, and deals with what could not be read from them. */
export const SOURCES_PROVIDERS: readonly Provider[] = [
  {
    provide: SourceActions,
    inject: [SourceActionsStore, Clock, SourceKinds],
    useFactory: (store: SourceActionsStore, clock: Clock, kinds: SourceKinds) => new SourceActions(store, clock, kinds),
  },
  {
    provide: SourceKinds,
    inject: [API_SETTINGS],
    useFactory: ({ sources }: ApiSettings) => new SourceKinds(sources.definitions, sources.limits),
  },
  {
    provide: SourceDesk,
    inject: [API_SETTINGS, SourceKinds, SourceBook, OverlayStore, Clock],
    useFactory: (
      { sources, detection, logger }: ApiSettings,
      kinds: SourceKinds,
      book: SourceBook,
      overlays: OverlayStore,
      clock: Clock,
    ) => {
      const judge = new JudgeInForce(detection.judges, overlays);
      const checker = new SourceChecker({
        open: sources.open,
        assessor: async () => {
          await judge.refresh();
          return judge;
        },
        warn: (fields, message) => logger.warn(fields, message),
        limitMs: sources.checkLimitMs,
        now: () => clock.now(),
      });
      return new SourceDesk(kinds, book, sources.keeper, checker, clock, sources.defaultIntervalSeconds);
    },
  },
  {
    provide: QuarantineDesk,
    inject: [QuarantineStore, SourceBook, SourceKinds, Brought, Clock],
    useFactory: (store: QuarantineStore, book: SourceBook, kinds: SourceKinds, brought: Brought, clock: Clock) =>
      new QuarantineDesk(store, book, kinds, (sourceId, page) => brought.store(sourceId, page), clock),
  },
  {
    provide: ConsentDesk,
    inject: [API_SETTINGS, SourceKinds, SourceBook, SourceConsentStore, Clock],
    useFactory: (
      { sources }: ApiSettings,
      kinds: SourceKinds,
      book: SourceBook,
      consents: SourceConsentStore,
      clock: Clock,
    ) => new ConsentDesk({ kinds, book, consents, keeper: sources.keeper, http: sources.http, clock }),
  },
];
