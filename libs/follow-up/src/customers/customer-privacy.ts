import { Clock, CustomerPrivacyStore, type CustomerHoldings, type SeenCustomer } from '@earshot/domain';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What goes in one transaction, for which intake waits. */
const PORTION = 20;

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

  /**
   * Erases who was not heard of for so many days and has no open case. Resolves to how many that were.
   * @param goesOn asked between two portions; on `false` the next call goes on
   */
  async expire(keepDays: number, goesOn: () => boolean): Promise<number> {
    const at = this.clock.now();
    const before = new Date(at.getTime() - keepDays * DAY_MS);
    let erased = 0;
    for (let portion = PORTION; portion > 0 && goesOn(); erased += portion)
      portion = await this.store.expire(before, PORTION, at);
    return erased;
  }

  /** One JSON document (docs/operations.md), piece by piece. @throws NotFound, Conflict */
  export(customerId: string, actorId: string | null): Promise<AsyncIterable<string>> {
    return this.store.export(customerId, { actorId, at: this.clock.now() });
  }
}
