import type { Problem } from '@earshot/contracts';

/** The answer to a named command that was refused when it was first sent; it is given again as it was. */
export class ReplayedProblem extends Error {
  override readonly name = 'ReplayedProblem';
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}
