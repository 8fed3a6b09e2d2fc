import type { SeenCustomer } from './customers-store.js';

/** How many things are held of a customer, with those of everybody who was merged into them. */
export interface CustomerHoldings {
  readonly version: number;
  /** As people see the customer: their own name, else the first address or handle. */
  readonly name: string;
  readonly identities: number;
  /** All revisions of all messages. */
  readonly messages: number;
  readonly cases: number;
  readonly openCases: number;
  /** Written here or seen in the channels. */
  readonly answers: number;
  readonly drafts: number;
  /** Files that went, or would go, with answers. */
  readonly attachments: number;
  readonly notes: number;
  readonly calls: number;
  readonly promises: number;
  readonly compensations: number;
  /** Corrections of the detector on their messages: kept as figures, nothing is learned from them any more. */
  readonly verdicts: number;
  /** What could not be read and names one of their addresses or handles. */
  readonly quarantined: number;
}

/** Who asks, and when; `actorId` is `null` for the command line. */
export interface PrivacyActor {
  readonly actorId: string | null;
  readonly at: Date;
}

/** What a person may demand of those who keep their data (GDPR, articles 15, 17 and 20). */
export abstract class CustomerPrivacyStore {
  /** @throws NotFound, Conflict when the customer was merged into another or erased */
  abstract holdings(customerId: string): Promise<CustomerHoldings>;

  /**
   * Takes away everything personal in one transaction, with its audit event; what is left says that something was there,
   * when, and how it was judged. What was read of the customer does not come back when it is read again.
   * @param confirmedName must be `name` of the holdings
   * @throws NotFound; InvalidInput naming `name`; Conflict for another version than was seen, a customer who was merged
   *   into another or erased, or an answer that is just being sent
   */
  abstract erase(customer: SeenCustomer, confirmedName: string, by: PrivacyActor): Promise<CustomerHoldings>;

  /**
   * Erases up to `limit` customers with whom nothing happened since `before` and who have no open case, and as much of what
   * nobody known wrote before then. Each customer is one event of the audit log. Resolves to how many customers and
   * messages of nobody known that were; 0 when there are none any more.
   */
  abstract expire(before: Date, limit: number, at: Date): Promise<number>;

  /**
   * Everything that is held of a customer as one JSON document, piece by piece, with its audit event before the first.
   * @throws NotFound, Conflict when the customer was merged into another or erased
   */
  abstract export(customerId: string, by: PrivacyActor): Promise<AsyncIterable<string>>;
}
