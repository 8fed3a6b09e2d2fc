import {
  Conflict,
  InvalidInput,
  NotFound,
  PLAUSIBLE,
  tooFarAhead,
  tooValuable,
  type NewCompensation,
} from '@earshot/domain';
import { DateTime } from 'luxon';
import type { Deed } from './deed.js';

/** Without a last day, the playbook's time holds. */
export interface CompensationToGive extends Omit<NewCompensation, 'expiresOn'> {
  readonly expiresOn: string | null;
}

/** @throws InvalidInput when its last day has passed, and for a worth or a last day that nobody means */
export const giveCompensation: Deed<CompensationToGive> = (_found, given, { at, playbook, calendar }) => {
  const today = DateTime.fromJSDate(at, { zone: calendar.zone });
  const months = playbook.compensation.expiresAfterMonths;
  // A month without such a day ends on its last one: 30 November and three months are 28 February.
  const expiresOn = given.expiresOn ?? today.plus({ months }).toFormat('yyyy-MM-dd');
  const { value, currency } = given;
  const faults = [
    ...(expiresOn < today.toFormat('yyyy-MM-dd') ? [{ path: 'expiresOn', message: 'must not be before today' }] : []),
    ...tooFarAhead('expiresOn', new Date(expiresOn), at, PLAUSIBLE.compensationDays),
    ...(value === null || currency === null ? [] : tooValuable('value', value, currency)),
  ];
  if (faults.length > 0) throw new InvalidInput('The compensation has faults', faults);
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
