import { InvalidInput, nextCaseState } from '@earshot/domain';
import { factsOfCase } from '../facts-of-case.js';
import { closingFaults } from '../playbook-steps.js';
import { requireConfirmation, unconfirmedPromises, type Confirmation } from './confirm-promises.js';
import type { Deed } from './deed.js';

/**
 * @throws InvalidTransition before it is solved; InvalidInput naming each thing that the playbook asks for and lacks, and
 * while a promise is not kept, unless that is known
 */
export const closeCase: Deed<Confirmation> = (found, confirmation, { at, playbook }) => {
  const state = nextCaseState(found.state, 'close');
  const faults = closingFaults(factsOfCase(found, at), playbook);
  if (faults.length > 0)
    throw new InvalidInput(`The case cannot be closed yet: ${faults.map(({ path }) => path).join(', ')} missing`, [
      ...faults,
      ...unconfirmedPromises(found, at, confirmation),
    ]);
  const unkept = requireConfirmation(found, at, confirmation, 'closed');
  return { state, event: { type: 'closed', detail: unkept } };
};
