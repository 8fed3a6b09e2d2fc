import type { Provider } from '@nestjs/common';
import { CaseMovementsStore, Clock } from '@earshot/domain';
import { CaseMovements, PolicyBook } from '@earshot/follow-up';

export const MOVEMENTS_PROVIDERS: readonly Provider[] = [
  {
    provide: CaseMovements,
    inject: [CaseMovementsStore, PolicyBook, Clock],
    useFactory: (store: CaseMovementsStore, policy: PolicyBook, clock: Clock) =>
      new CaseMovements(store, policy.clocks, clock),
  },
];
