import type { BudgetScope } from '@earshot/domain';

/**
 * For how long a budget lasts before it is whole again: a span in seconds, at least 1, or a day or month of the calendar
 * (UTC, as services bill them).
 */
export type BudgetWindow = number | 'day' | 'month';

/** So much may be spent in each window. The same limit given by two sources that share it is one budget. */
export interface BudgetLimit {
  /** What is counted, in words: `requests`, `posts read`. Unique within its scope. */
  readonly name: string;
  readonly scope: BudgetScope;
  /** More than 0. Another amount for a known budget replaces the old one. */
  readonly amount: number;
  readonly window: BudgetWindow;
}

export interface BudgetStanding {
  /** Never negative. */
  readonly left: number;
  /** When the budget is whole again. */
  readonly resetsAt: Date;
}

/**
 * Budgets kept in the database, one account for all workers. What is spent stays spent when the worker dies, so a budget
 * is never exceeded; a source that needs more than is left is put off until the budget is whole again, without counting
 * as failed.
 *
 * Requests against the limits that a definition declares (`ConnectorDefinition.rateLimits`) are counted by the host itself.
 * A connector uses this for what only it can count. When it is not known beforehand how much a request will cost:
 *
 *     const { left } = await kit.budget.standing(limit);      // ask for no more than this
 *     await kit.budget.spend(limit, asked, signal);           // before the request
 *     await kit.budget.giveBack(limit, asked - received);     // after it
 */
export interface RateBudget {
  /**
   * Takes `amount` from the budget. Waits itself where the budget is whole again within seconds.
   * @throws BudgetSpent when there is less left, after which nothing was taken
   */
  spend(limit: BudgetLimit, amount: number, signal: AbortSignal): Promise<void>;
  /** Returns what was not needed after all. */
  giveBack(limit: BudgetLimit, amount: number): Promise<void>;
  standing(limit: BudgetLimit): Promise<BudgetStanding>;
}

/** For what runs outside a host that keeps accounts: there is always enough. */
export const UNLIMITED_BUDGET: RateBudget = {
  spend: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
  standing: ({ amount }) => Promise.resolve({ left: amount, resetsAt: new Date(0) }),
};
