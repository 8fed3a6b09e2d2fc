/** Who shares a budget: everybody who asks one host, all sources with the same credentials, or one source alone. */
export type BudgetScope = 'host' | 'credential' | 'source';

/** Which account: whose it is, and what it counts. */
export interface BudgetKey {
  readonly scope: BudgetScope;
  /** The host with its port, the fingerprint of the credentials, or the source's id. */
  readonly holder: string;
  readonly name: string;
}

export interface BudgetDraw extends BudgetKey {
  readonly amount: number;
  /**
   * What may be spent in a window, and when one that began now would end; `null` for a budget that only the other side
   * keeps: it is drawn on as long as what was told of it holds.
   */
  readonly limit: { readonly allowed: number; readonly resetsAt: Date } | null;
}

export interface BudgetAccount {
  readonly allowed: number;
  readonly spent: number;
  readonly resetsAt: Date;
}

/** What the other side said of a budget that it keeps. */
export interface ToldRest {
  /** Of one window; `null` where only the rest was named. */
  readonly allowed: number | null;
  readonly left: number;
  readonly resetsAt: Date;
}

/** The budget that has too little left. */
export interface BudgetRefusal extends BudgetKey {
  readonly allowed: number;
  readonly resetsAt: Date;
}

/** Accounts in the database of what was spent, one for all workers. Each call is its own short transaction. */
export abstract class BudgetBook {
  /**
   * Draws on all of these or on none; `null` when it was done. Two workers together never spend more than is allowed.
   *
   * @param sourceId the source that is shown to draw on them; `null` for what nobody is to see beside a source
   */
  abstract draw(sourceId: string | null, draws: readonly BudgetDraw[], now: Date): Promise<BudgetRefusal | null>;
  /** Returns what was drawn and not needed; more than was spent is ignored. */
  abstract giveBack(key: BudgetKey, amount: number, now: Date): Promise<void>;
  /** `null` when nothing was spent in a window that has not ended. */
  abstract account(key: BudgetKey, now: Date): Promise<BudgetAccount | null>;
  /** Notes what the other side said is left until `resetsAt`; within one window the smaller rest counts. */
  abstract tell(sourceId: string, key: BudgetKey, told: ToldRest): Promise<void>;
  /** Forgets accounts that were whole again before `before`. */
  abstract forget(before: Date): Promise<number>;
}
