import { CASE_STATES, CASE_TRANSITIONS, nextCaseState, type CaseState } from './case.js';

describe('the state table of a case', () => {
  it('reaches every state from new', () => {
    const reached = new Set<CaseState>(['new']);
    for (const from of reached) for (const to of Object.values(CASE_TRANSITIONS[from])) reached.add(to);
    expect([...reached].sort()).toEqual([...CASE_STATES].sort());
  });

  it('names what is possible when it refuses', () => {
    expect(() => nextCaseState('closed', 'answer')).toThrow(
      "The case is closed: 'answer' is not possible, only reopen is",
    );
  });
});
