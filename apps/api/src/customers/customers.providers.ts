import type { Provider } from '@nestjs/common';
import { Clock, CustomerPrivacyStore, CustomersStore } from '@earshot/domain';
import { CustomerCare, CustomerPrivacy } from '@earshot/follow-up';

export const CUSTOMERS_PROVIDERS: readonly Provider[] = [
  {
    provide: CustomerCare,
    inject: [CustomersStore, Clock],
    useFactory: (store: CustomersStore, clock: Clock) => new CustomerCare(store, clock),
  },
  {
    provide: CustomerPrivacy,
    inject: [CustomerPrivacyStore, Clock],
    useFactory: (store: CustomerPrivacyStore, clock: Clock) => new CustomerPrivacy(store, clock),
  },
];
