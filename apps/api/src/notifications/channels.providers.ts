import type { NetworkGuard } from '@earshot/connector-kit';
import type { Provider } from '@nestjs/common';
import { AuditLog, Clock, NotificationChannelStore, NotificationPreferenceStore, UserStore } from '@earshot/domain';
import { ChannelBook, OwnNotifications, RuleBook, type SecretSeal } from '@earshot/notifications';
import { TestLimit } from '../http/test-limit.js';

/** What sets up the channels of the house, the rules that lead there, and how people want to be told. */
export function channelProviders(box: SecretSeal, guard: NetworkGuard): Provider[] {
  return [
    TestLimit,
    {
      provide: ChannelBook,
      inject: [NotificationChannelStore, AuditLog, Clock],
      useFactory: (store: NotificationChannelStore, audit: AuditLog, clock: Clock) =>
        new ChannelBook(store, box, audit, clock, guard),
    },
    {
      provide: RuleBook,
      inject: [NotificationChannelStore, UserStore, AuditLog, Clock],
      useFactory: (store: NotificationChannelStore, users: UserStore, audit: AuditLog, clock: Clock) =>
        new RuleBook(store, users, audit, clock),
    },
    {
      provide: OwnNotifications,
      inject: [NotificationPreferenceStore, AuditLog, Clock],
      useFactory: (store: NotificationPreferenceStore, audit: AuditLog, clock: Clock) =>
        new OwnNotifications(store, audit, clock),
    },
  ];
}
