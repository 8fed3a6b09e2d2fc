import type { Provider } from '@nestjs/common';
import { Clock, ReplyStore } from '@earshot/domain';
import { ReplyWriting } from '@earshot/follow-up';
import type { ReplyingSettings } from './replying-settings.js';

export function replyingProviders({ queue, idDomain }: ReplyingSettings): Provider[] {
  return [
    {
      provide: ReplyWriting,
      inject: [ReplyStore, Clock],
      useFactory: (store: ReplyStore, clock: Clock) => new ReplyWriting(store, queue, clock, idDomain),
    },
    { provide: ReplyQueue, useValue: new ReplyQueue(queue) },
  ];
}

/** Gives back the queue's connections when the application ends. */
class ReplyQueue {
  constructor(private readonly queue: ReplyingSettings['queue']) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.stop(0);
  }
}
