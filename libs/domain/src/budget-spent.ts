import { ConnectorError } from './connector-errors.js';

/**
 * A budget that we keep ourselves has nothing left: the source is put off until `retryAt`, and nothing is wrong with it.
 */
export class BudgetSpent extends ConnectorError {
  override readonly retryAt: Date;

  /** @param budget in words, for people: `60 requests a minute to forum.example.org` */
  constructor(
    readonly budget: string,
    retryAt: Date,
  ) {
    super('rate_limited', `The budget of ${budget} is spent until ${retryAt.toISOString()}`, { retryAt });
    this.retryAt = retryAt;
  }
}
