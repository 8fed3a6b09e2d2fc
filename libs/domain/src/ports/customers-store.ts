/** One way a customer is known. An address has the namespace `mailto`, a handle that of its network. */
export interface CustomerIdentity {
  readonly namespace: string;
  readonly value: string;
}

/** What people know of a customer; what is left out stays as it is. */
export interface CustomerChange {
  readonly name?: string | null | undefined;
  /** The house's own grouping, which response standards may name. */
  readonly groupName?: string | null | undefined;
  readonly leftAt?: Date | null | undefined;
}

/** Who acts, and when. */
export interface CustomerActor {
  readonly actorId: string;
  readonly at: Date;
}

/** A customer as their person saw them; `version` is `null` where what is done overwrites nothing. */
export interface SeenCustomer {
  readonly id: string;
  readonly version: number | null;
}

/**
 * Each command is one transaction with its audit event, and counts the customer's version up. All throw NotFound, and
 * Conflict for another version than was seen or a customer who was merged into another.
 */
export abstract class CustomersStore {
  abstract change(customer: SeenCustomer, change: CustomerChange, by: CustomerActor): Promise<void>;
  abstract addNote(customer: SeenCustomer, text: string, by: CustomerActor): Promise<string>;
  /** @throws Forbidden for the note of somebody else */
  abstract removeNote(customer: SeenCustomer, noteId: string, by: CustomerActor): Promise<void>;
  /** Adding what the customer has already changes nothing. @throws Conflict when it is another customer's */
  abstract addIdentity(customer: SeenCustomer, identity: CustomerIdentity, by: CustomerActor): Promise<string>;
  /** From then on its messages are of a new customer; those that have come stay where they are. */
  abstract removeIdentity(customer: SeenCustomer, identityId: string, by: CustomerActor): Promise<void>;
  /** Identities, messages, cases and notes of `merged` become those of `kept`. Resolves to the merge's id. */
  abstract merge(merged: SeenCustomer, kept: SeenCustomer, by: CustomerActor): Promise<string>;
  /** What came in since stays where it is. @throws Conflict with the reason when it cannot be undone any more */
  abstract undoMerge(kept: SeenCustomer, mergeId: string, by: CustomerActor): Promise<void>;
}
