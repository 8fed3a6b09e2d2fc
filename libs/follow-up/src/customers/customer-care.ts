import { Clock, CustomersStore, InvalidInput, type CustomerChange } from '@earshot/domain';
import { identityFrom, type TypedIdentity } from './customer-identity.js';

/** What people do about customers: who they are, what is known of them, and that two of them are one. */
export class CustomerCare {
  constructor(
    private readonly store: CustomersStore,
    private readonly clock: Clock,
  ) {}

  change(customerId: string, change: CustomerChange, actorId: string): Promise<void> {
    return this.store.change(customerId, change, this.by(actorId));
  }

  addNote(customerId: string, text: string, actorId: string): Promise<string> {
    return this.store.addNote(customerId, text, this.by(actorId));
  }

  /** @throws Forbidden for the note of somebody else */
  removeNote(customerId: string, noteId: string, actorId: string): Promise<void> {
    return this.store.removeNote(customerId, noteId, this.by(actorId));
  }

  /** @throws InvalidInput for what is no identity, Conflict when it is another customer's */
  async addIdentity(customerId: string, typed: TypedIdentity, actorId: string): Promise<string> {
    return this.store.addIdentity(customerId, identityFrom(typed), this.by(actorId));
  }

  removeIdentity(customerId: string, identityId: string, actorId: string): Promise<void> {
    return this.store.removeIdentity(customerId, identityId, this.by(actorId));
  }

  /** @throws InvalidInput for a customer with themselves */
  async merge(mergedId: string, keptId: string, actorId: string): Promise<string> {
    if (mergedId === keptId)
      throw new InvalidInput('The request has faults', [
        { path: 'customerId', message: `must be another customer than ${keptId}` },
      ]);
    return this.store.merge(mergedId, keptId, this.by(actorId));
  }

  undoMerge(keptId: string, mergeId: string, actorId: string): Promise<void> {
    return this.store.undoMerge(keptId, mergeId, this.by(actorId));
  }

  private by(actorId: string): { actorId: string; at: Date } {
    return { actorId, at: this.clock.now() };
  }
}
