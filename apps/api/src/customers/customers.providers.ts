import type { Provider } from '@nestjs/common';
import { Clock, CustomersStore } from '@earshot/domain';
import { CustomerCare } from '@earshot/follow-up';

export const CUSTOMERS_PROVIDERS: readonly Provider[] = [
  {
    provide: CustomerCare,
    inject: [CustomersStore, Clock],
    useFactory: (store: CustomersStore, clock: Clock) => new CustomerCare(store, clock),
  },
];
