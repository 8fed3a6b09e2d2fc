import { unreachableCaseStates } from './case.js';
import { REPLY_TRANSITIONS } from './reply.js';
import { unreachableStates } from './state-table.js';
import { unreachableTaskStates } from './task.js';

/**
 * Every application calls it at its start: a state that nothing leads to is a fault of the tables, and would otherwise show
 * itself as a button that never appears.
 * @throws Error naming the table and the states
 */
export function checkStateTables(): void {
  const unreachable = {
    cases: unreachableCaseStates(),
    tasks: unreachableTaskStates(),
    replies: unreachableStates(REPLY_TRANSITIONS, 'queued'),
  };
  for (const [table, states] of Object.entries(unreachable)) {
    if (states.length > 0) throw new Error(`The state table of ${table} leads nowhere to ${states.join(', ')}`);
  }
}
