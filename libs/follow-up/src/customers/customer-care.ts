import {
  Clock,
  CustomersStore,
  InvalidInput,
  leftImpossibly,
  type CustomerChange,
  type SeenCustomer,
} from '@earshot/domain';
import { identityFrom, type TypedIdentity } from './customer-identity.js';

/**
 * What people do about customers: who they are, what is known of them, and that two of them are one. All throw NotFound,
 * and Conflict for another version than was seen or a customer who was merged into another.
 */
export class CustomerCare {
  constructor(
    private readonly store: CustomersStore,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a day on which nobody can have left */
  async change(customer: SeenCustomer, change: CustomerChange, actorId: string): Promise<void> {
    const by = this.by(actorId);
    const faults = change.leftAt instanceof Date ? leftImpossibly('leftAt', change.leftAt, by.at) : [];
    if (faults.length > 0) throw new InvalidInput('The request has faults', faults);
    return this.store.change(customer, change, by);
  }

  addNote(customer: SeenCustomer, text: string, actorId: string): Promise<string> {
    return this.store.addNote(customer, text, this.by(actorId));
  }

  /** @throws Forbidden for the note of somebody else */
  removeNote(customer: SeenCustomer, noteId: string, actorId: string): Promise<void> {
    return this.store.removeNote(customer, noteId, this.by(actorId));
  }

  /** @throws InvalidInput for what is no identity, Conflict when it is another customer's */
  async addIdentity(customer: SeenCustomer, typed: TypedIdentity, actorId: string): Promise<string> {
    return this.store.addIdentity(customer, identityFrom(typed), this.by(actorId));
  }

  removeIdentity(customer: SeenCustomer, identityId: string, actorId: string): Promise<void> {
    return this.store.removeIdentity(customer, identityId, this.by(actorId));
  }

  /** @throws InvalidInput for a customer with themselves */
  async merge(merged: SeenCustomer, kept: SeenCustomer, actorId: string): Promise<string> {
    if (merged.id === kept.id)
      throw new InvalidInput('The request has faults', [
        { path: 'customerId', message: `must be another customer than ${kept.id}` },
      ]);
    return this.store.merge(merged, kept, this.by(actorId));
  }

  undoMerge(kept: SeenCustomer, mergeId: string, actorId: string): Promise<void> {
    return this.store.undoMerge(kept, mergeId, this.by(actorId));
  }

  private by(actorId: string): { actorId: string; at: Date } {
    return { actorId, at: this.clock.now() };
  }
}
