import type { BudgetLimit } from '@earshot/connector-kit';
import type { BudgetBook, Clock } from '@earshot/domain';
import { SourceBudget } from '@earshot/intake';
import type { SecretBox } from '@earshot/platform';

/** Finds the budgets that a source draws on: those of its host and those of its credentials, shared by all workers. */
export class SourceBudgets {
  private readonly perHost: BudgetLimit;

  /** @param requestsPerMinute to one host, by everybody together */
  constructor(
    private readonly book: BudgetBook,
    private readonly box: Pick<SecretBox, 'fingerprint'>,
    private readonly clock: Clock,
    requestsPerMinute: number,
  ) {
    this.perHost = { name: 'requests', scope: 'host', amount: requestsPerMinute, window: 60 };
  }

  of(
    source: { readonly id: string; readonly kind: string; readonly secrets: Readonly<Record<string, string>> },
    limits: readonly BudgetLimit[],
    isLimitedByPath: boolean,
  ): SourceBudget {
    const credential = this.credentialOf(source);
    const holder = { sourceId: source.id, credential, limits, isLimitedByPath };
    return new SourceBudget(this.book, holder, this.perHost, () => this.clock.now());
  }

  /** Two sources with the same secrets share what their service grants; a token that was renewed begins anew. */
  private credentialOf({ kind, secrets }: { kind: string; secrets: Readonly<Record<string, string>> }): string | null {
    const values = Object.values(secrets).sort();
    return values.length === 0 ? null : this.box.fingerprint(JSON.stringify([kind, ...values]));
  }
}
