import type { Provider } from '@nestjs/common';
import { Clock, OverlayStore, PollBook, Transactions } from '@earshot/domain';
import { PolicyBook } from '@earshot/follow-up';
import { DeliveryDesk, PageStorer, SourcePoller } from '@earshot/intake';
import { isDatabaseNotServing } from '@earshot/persistence';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { Brought } from './brought.js';
import { JudgeInForce } from './judge-in-force.js';

/** What stores messages that come over HTTP. */
export const INTAKE_PROVIDERS: readonly Provider[] = [
  {
    provide: Brought,
    inject: [API_SETTINGS, Transactions, PollBook, OverlayStore, PolicyBook, Clock],
    useFactory: (
      { intake, detection, logger }: ApiSettings,
      transactions: Transactions,
      book: PollBook,
      overlays: OverlayStore,
      policy: PolicyBook,
      clock: Clock,
    ) => {
      const judge = new JudgeInForce(detection.judges, overlays);
      const atOnce = { kinds: intake.immediateEscalations, mail: intake.mail };
      const storer = new PageStorer(transactions, judge, policy.clocks, intake.own, atOnce);
      const log = {
        debug: (fields: object, message: string) => logger.debug(fields, message),
        info: (fields: object, message: string) => logger.info(fields, message),
        warn: (fields: object, message: string) => logger.warn(fields, message),
      };
      const desk = new DeliveryDesk(
        (open) => new SourcePoller(open, storer, book, clock, intake, log, () => undefined, isDatabaseNotServing),
        book,
        clock,
        intake.leaseMs,
      );
      return new Brought(desk, judge);
    },
  },
];
