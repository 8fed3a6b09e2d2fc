import { setTimeout as pause } from 'node:timers/promises';
import {
  budgetWords,
  toldBudget,
  windowEnd,
  type BudgetLimit,
  type BudgetStanding,
  type RateBudget,
} from '@earshot/connector-kit';
import { BudgetSpent, type BudgetBook, type BudgetDraw, type BudgetKey, type BudgetRefusal } from '@earshot/domain';

/** A budget that is whole again so soon is waited for; a longer wait would hold the place of another source. */
const LONGEST_WAIT_MS = 3_000;
/** Under which the limits of the other side are kept beside our own. */
const TOLD = 'told by the service';

/** Whose budgets a source draws on. */
export interface BudgetHolder {
  readonly sourceId: string;
  /** The same for the same credentials; `null` where it has none, so that the host is all that is shared. */
  readonly credential: string | null;
  /** What its connector declares. */
  readonly limits: readonly BudgetLimit[];
  /** The service limits each path for itself. */
  readonly isLimitedByPath: boolean;
}

/**
 * The budgets that one source draws on: what its connector declares, what the house allows towards one host, and what the
 * service says itself. The accounts are in the database; this knows whose they are.
 */
export class SourceBudget implements RateBudget {
  constructor(
    private readonly book: BudgetBook,
    private readonly holder: BudgetHolder,
    private readonly perHost: BudgetLimit,
    private readonly now: () => Date,
  ) {}

  async spend(limit: BudgetLimit, amount: number, signal: AbortSignal): Promise<void> {
    await this.draw([limit], '', amount, signal);
  }

  async giveBack(limit: BudgetLimit, amount: number): Promise<void> {
    if (amount > 0) await this.book.giveBack(this.keyOf(limit, ''), amount, this.now());
  }

  async standing(limit: BudgetLimit): Promise<BudgetStanding> {
    const now = this.now();
    const account = await this.book.account(this.keyOf(limit, ''), now);
    if (account === null) return { left: limit.amount, resetsAt: windowEnd(limit.window, now) };
    return { left: Math.max(0, limit.amount - account.spent), resetsAt: account.resetsAt };
  }

  /** Counts one request before it is sent. @throws BudgetSpent */
  async request(url: URL, signal: AbortSignal): Promise<void> {
    await this.draw([this.perHost, ...this.holder.limits], url.host, 1, signal, this.toldKey(url));
  }

  /** Notes what an answer says; `isRefused`: there is nothing left until `retryAt`, whatever the headers say. */
  async answered(url: URL, headers: Readonly<Record<string, string>>, refusedUntil: Date | null): Promise<void> {
    const told = toldBudget(headers, this.now());
    if (refusedUntil !== null) {
      const refused = { allowed: told?.allowed ?? 1, left: 0, resetsAt: refusedUntil };
      await this.book.tell(this.holder.sourceId, this.toldKey(url), refused);
    } else if (told !== null) {
      await this.book.tell(this.holder.sourceId, this.toldKey(url), told);
    }
  }

  private async draw(
    limits: readonly BudgetLimit[],
    host: string,
    amount: number,
    signal: AbortSignal,
    told?: BudgetKey,
  ): Promise<void> {
    for (;;) {
      const now = this.now();
      const draws: BudgetDraw[] = limits.map((limit) => ({
        ...this.keyOf(limit, host),
        amount,
        limit: { allowed: limit.amount, resetsAt: windowEnd(limit.window, now) },
      }));
      if (told !== undefined) draws.push({ ...told, amount, limit: null });
      const refusal = await this.book.draw(this.holder.sourceId, draws, now);
      if (refusal === null) return;
      const waitMs = refusal.resetsAt.getTime() - now.getTime();
      if (waitMs > LONGEST_WAIT_MS || amount > refusal.allowed) throw this.spent(refusal, limits);
      await pause(waitMs + Math.random() * 50, undefined, { signal });
    }
  }

  private keyOf({ scope, name }: BudgetLimit, host: string): BudgetKey {
    const { credential, sourceId } = this.holder;
    if (scope === 'host') return { scope, holder: host, name };
    if (scope === 'source' || credential === null) return { scope: 'source', holder: sourceId, name };
    return { scope, holder: credential, name };
  }

  private toldKey(url: URL): BudgetKey {
    const { credential, isLimitedByPath } = this.holder;
    const name = isLimitedByPath ? `${TOLD} for ${pathKind(url)}` : TOLD;
    if (credential === null) return { scope: 'host', holder: url.host, name };
    return { scope: 'credential', holder: credential, name };
  }

  private spent(
    { scope, holder, name, allowed, resetsAt }: BudgetRefusal,
    limits: readonly BudgetLimit[],
  ): BudgetSpent {
    const limit = limits.find((one) => one.name === name);
    const budget = limit === undefined ? `requests ${name}` : budgetWords(allowed, name, limit.window);
    const whose = { host: `to ${holder}`, credential: 'with these credentials', source: 'of this source' }[scope];
    return new BudgetSpent(`${budget} ${whose}`, resetsAt);
  }
}

/** Ids in a path are of no account: `/2/users/42/mentions` and `/2/users/7/mentions` are limited as one. */
function pathKind({ pathname }: URL): string {
  return pathname.replace(/\d{2,}/g, '*').slice(0, 100);
}
