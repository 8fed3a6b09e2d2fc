import { Clock, CustomerPrivacyStore, type CustomerHoldings, type SeenCustomer } from '@earshot/domain';

/** What is held of a customer: counted, handed out, and taken away. */
export class CustomerPrivacy {
  constructor(
    private readonly store: CustomerPrivacyStore,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, Conflict when the customer was merged into another or erased */
  holdings(customerId: string): Promise<CustomerHoldings> {
    return this.store.holdings(customerId);
  }

  /**
   * Resolves to what was taken away.
   * @param typedName what its person typed to confirm; blanks around it do not matter
   * @throws NotFound; InvalidInput naming `name`; Conflict, see CustomerPrivacyStore
   */
  erase(customer: SeenCustomer, typedName: string, actorId: string | null): Promise<CustomerHoldings> {
    return this.store.erase(customer, typedName.trim(), { actorId, at: this.clock.now() });
  }

  /** One JSON document (docs/operations.md), piece by piece. @throws NotFound, Conflict */
  export(customerId: string, actorId: string | null): Promise<AsyncIterable<string>> {
    return this.store.export(customerId, { actorId, at: this.clock.now() });
  }
}
