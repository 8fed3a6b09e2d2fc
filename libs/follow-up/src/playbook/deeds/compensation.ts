import { Conflict, InvalidInput, NotFound, type NewCompensation } from '@earshot/domain';
import { DateTime } from 'luxon';
import type { Deed } from './deed.js';

/** Without a last day, the playbook's time holds. */
export interface CompensationToGive extends Omit<NewCompensation, 'expiresOn'> {
  readonly expiresOn: string | null;
}

/** @throws InvalidInput when its last day has passed */
export const giveCompensation: Deed<CompensationToGive> = (_found, given, { at, playbook, calendar }) => {
  const today = DateTime.fromJSDate(at, { zone: calendar.zone });
  const months = playbook.compensation.expiresAfterMonths;
  // A month without such a day ends on its last one: 30 November and three months are 28 February.
  const expiresOn = given.expiresOn ?? today.plus({ months }).toFormat('yyyy-MM-dd');
  if (expiresOn < today.toFormat('yyyy-MM-dd')) {
    const message = 'must not be before today';
    throw new InvalidInput('The compensation has faults', [{ path: 'expiresOn', message }]);
  }
  return {
    compensation: { ...given, expiresOn },
    event: {
      type: 'compensated',
      detail: { kind: given.kind, value: given.value, currency: given.currency, expiresOn },
    },
  };
};

/** Records that the customer used it, also after its last day, which the house may overlook. @throws NotFound, Conflict */
export const useCompensation: Deed<{ readonly compensationId: string }> = (found, { compensationId }) => {
  const compensation = found.compensations.find(({ id }) => id === compensationId);
  if (compensation === undefined) throw new NotFound('Compensation', compensationId);
  if (compensation.usedAt !== null)
    throw new Conflict(`Compensation ${compensationId} was used already, at ${compensation.usedAt.toISOString()}`);
  return { usedCompensationId: compensationId, event: { type: 'compensation_used', detail: { compensationId } } };
};
