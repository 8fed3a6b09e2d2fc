import { nextCaseState, unreachableCaseStates } from './case.js';
import { unreachableTaskStates } from './task.js';
import { unreachableStates } from './state-table.js';

describe('the state tables', () => {
  it('reach every state of a case from new and of a task from open', () => {
    expect([unreachableCaseStates(), unreachableTaskStates()]).toEqual([[], []]);
  });

  it('name a state that nothing leads to', () => {
    expect(
      unreachableStates<'on' | 'off' | 'broken'>(
        { on: { press: 'off' }, off: { press: 'on' }, broken: { mend: 'off' } },
        'on',
      ),
    ).toEqual(['broken']);
  });

  it('names what is possible when it refuses', () => {
    expect(() => nextCaseState('closed', 'wait')).toThrow("The case is closed: 'wait' is not possible, only reopen is");
    expect(() => nextCaseState('not_a_complaint', 'answer')).toThrow(
      "The case is not a complaint: 'answered' is not possible, only reopen is",
    );
    expect(() => nextCaseState('acknowledged', 'acknowledge')).toThrow(
      "The case is acknowledged: 'acknowledge' is not possible, only answered, wait, solve, not-a-complaint and reopen are",
    );
  });
});
