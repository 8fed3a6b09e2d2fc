import { InvalidInput, type Fault, type PlaybookCase } from '@earshot/domain';
import { unkeptPromises } from '../facts-of-case.js';

/** That promises are not kept yet, or broken, is known to whoever ends the case all the same. */
export interface Confirmation {
  readonly confirmUnkeptPromises: boolean;
}

/** The fault of ending a case in silence while a promise is open or broken. */
export function unconfirmedPromises(found: PlaybookCase, at: Date, { confirmUnkeptPromises }: Confirmation): Fault[] {
  const unkept = unkeptPromises(found, at);
  if (unkept.length === 0 || confirmUnkeptPromises) return [];
  const ids = unkept.map(({ id }) => id).join(', ');
  return [{ path: 'confirmUnkeptPromises', message: `must be true: these promises are open or broken: ${ids}` }];
}

/** What the timeline keeps of it: the promises that were not kept, if any. @throws InvalidInput */
export function requireConfirmation(
  found: PlaybookCase,
  at: Date,
  confirmation: Confirmation,
  what: 'solved' | 'closed',
): { readonly unkeptPromises?: readonly string[] } {
  const faults = unconfirmedPromises(found, at, confirmation);
  if (faults.length > 0)
    throw new InvalidInput(`The case has promises that are not kept: it is not ${what} yet`, faults);
  const unkept = unkeptPromises(found, at).map(({ id }) => id);
  return unkept.length === 0 ? {} : { unkeptPromises: unkept };
}
