import type { Provider } from '@nestjs/common';
import { Clock, PolicyStore } from '@earshot/domain';
import { PolicyBook, PolicyDesk, type PolicyFiles } from '@earshot/follow-up';

/** The policy in force, for everything that counts deadlines, and the desk at which it is edited. */
export function policyProviders(files: PolicyFiles): Provider[] {
  return [
    {
      provide: PolicyBook,
      inject: [PolicyStore, Clock],
      useFactory: (store: PolicyStore, clock: Clock) => new PolicyBook(store, files, clock),
    },
    {
      provide: PolicyDesk,
      inject: [PolicyStore, PolicyBook, Clock],
      useFactory: (store: PolicyStore, book: PolicyBook, clock: Clock) => new PolicyDesk(store, book, clock),
    },
  ];
}
