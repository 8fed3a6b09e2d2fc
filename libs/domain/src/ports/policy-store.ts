import type { OpenCommitment, Retiming } from '../policy-retiming.js';
import type { TaskKind } from '../task.js';

/** The policy as the configuration's files have it. The versions that people save count from 1. */
export const POLICY_OF_THE_FILES = '0';

export interface PolicyVersion {
  readonly id: string;
  /** `null` for the system, and for people who were removed. */
  readonly createdBy: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date;
  readonly note: string | null;
}

export interface StoredPolicy extends PolicyVersion {
  /** A policy document as it was checked when it was saved. */
  readonly document: unknown;
}

/** A running clock with the case that it belongs to. */
export interface RunningCommitment extends OpenCommitment {
  readonly caseId: string;
  readonly kind: TaskKind;
}

export type Retime = (running: readonly RunningCommitment[]) => readonly Retiming[];

export interface PolicyToSave {
  readonly document: object;
  /** The version that its author saw in force. */
  readonly seenVersion: string;
  /** The person who saves it; `null` at the command line. */
  readonly actorId: string | null;
  readonly at: Date;
  readonly note: string | null;
  /** Stands in the audit and with every deadline that moves. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Which deadlines move; asked when nothing can change any more until all is saved. */
  readonly retime: Retime;
}

/** Versions of the policy: nothing is overwritten, the newest one is in force. */
export abstract class PolicyStore {
  /** `POLICY_OF_THE_FILES` while nothing was saved. Cheap: it is asked before every page of messages. */
  abstract newestId(): Promise<string>;
  /** @throws NotFound */
  abstract find(id: string): Promise<StoredPolicy>;
  /** The newest first, those before `before` when it is given. */
  abstract versions(limit: number, before: string | null): Promise<readonly PolicyVersion[]>;
  /** Every clock that runs: open tasks that a standard dated. */
  abstract running(): Promise<readonly RunningCommitment[]>;
  /**
   * Saves the next version and moves deadlines with it, all in one transaction: tasks, commitments, cases, their
   * timelines, the audit. Every open task is looked at again by the sweep, because the steps may be others.
   * Resolves to the new version and the number of deadlines that moved.
   * @throws Conflict when another version than `seenVersion` is in force
   */
  abstract save(policy: PolicyToSave): Promise<{ readonly id: string; readonly moved: number }>;
}
