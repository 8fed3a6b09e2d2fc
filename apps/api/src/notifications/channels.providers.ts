import type { Provider } from '@nestjs/common';
import { AuditLog, Clock, NotificationChannelStore, UserStore } from '@earshot/domain';
import { ChannelBook, RuleBook, type SecretSeal } from '@earshot/notifications';

/** What sets up the channels of the house and the rules that lead there. */
export function channelProviders(box: SecretSeal): Provider[] {
  return [
    {
      provide: ChannelBook,
      inject: [NotificationChannelStore, AuditLog, Clock],
      useFactory: (store: NotificationChannelStore, audit: AuditLog, clock: Clock) =>
        new ChannelBook(store, box, audit, clock),
    },
    {
      provide: RuleBook,
      inject: [NotificationChannelStore, UserStore, AuditLog, Clock],
      useFactory: (store: NotificationChannelStore, users: UserStore, audit: AuditLog, clock: Clock) =>
        new RuleBook(store, users, audit, clock),
    },
  ];
}
