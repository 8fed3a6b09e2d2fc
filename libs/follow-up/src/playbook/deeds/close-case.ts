import { InvalidInput, nextCaseState } from '@earshot/domain';
import { factsOfCase } from '../facts-of-case.js';
import { closingFaults } from '../playbook-steps.js';
import type { Deed } from './deed.js';

/** @throws InvalidTransition before it is solved; InvalidInput naming each thing that the playbook asks for and lacks */
export const closeCase: Deed<object> = (found, _request, { at, playbook }) => {
  const state = nextCaseState(found.state, 'close');
  const faults = closingFaults(factsOfCase(found, at), playbook);
  if (faults.length > 0)
    throw new InvalidInput(
      `The case cannot be closed yet: ${faults.map(({ path }) => path).join(', ')} missing`,
      faults,
    );
  return { state, event: { type: 'closed', detail: {} } };
};
