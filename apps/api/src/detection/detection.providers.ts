import type { Provider } from '@nestjs/common';
import { Clock, OverlayStore, ReplayStore, Transactions, VerdictStore } from '@earshot/domain';
import { correctCase, PolicyBook, receiveMessages } from '@earshot/follow-up';
import {
  FitRequests,
  Judges,
  MessageVerdicts,
  OverlayActions,
  PhraseBook,
  ShadowMode,
  TextTrial,
} from '@earshot/learning';
import type { DetectionSettings } from './detection-settings.js';
import { ShadowRequests } from './shadow-requests.js';

export function detectionProviders({ judges, phrases, queue }: DetectionSettings): Provider[] {
  return [
    { provide: Judges, useValue: judges },
    { provide: PhraseBook, useValue: phrases },
    {
      provide: MessageVerdicts,
      inject: [Transactions, VerdictStore, Clock, PolicyBook],
      useFactory: (transactions: Transactions, store: VerdictStore, clock: Clock, policy: PolicyBook) =>
        new MessageVerdicts(
          transactions,
          store,
          {
            correct: async (known, message, assessment, isSeverityGiven) =>
              correctCase(
                known,
                { message, assessment, group: null },
                isSeverityGiven,
                clock.now(),
                await policy.clocks(),
              ),
            receive: async (message, assessment, stores) =>
              receiveMessages(message.sourceId, [{ message, assessment }], [], await policy.clocks(), stores),
          },
          new FitRequests(queue, clock),
          clock,
        ),
    },
    {
      provide: OverlayActions,
      inject: [OverlayStore, Clock],
      useFactory: (store: OverlayStore, clock: Clock) => new OverlayActions(store, clock, () => judges.baseModel()),
    },
    {
      provide: ShadowRequests,
      inject: [OverlayStore, ReplayStore],
      useFactory: (overlays: OverlayStore, messages: ReplayStore) =>
        new ShadowRequests(new ShadowMode(overlays, messages, judges)),
    },
    {
      provide: TextTrial,
      inject: [OverlayStore],
      useFactory: (overlays: OverlayStore) => new TextTrial(overlays, judges),
    },
    { provide: SendingQueue, useValue: new SendingQueue(queue) },
  ];
}

/** Gives back the queue's connections when the application ends. */
class SendingQueue {
  constructor(private readonly queue: DetectionSettings['queue']) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.stop(0);
  }
}
