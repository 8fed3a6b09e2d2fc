import {
  Conflict,
  parsePolicyDocument,
  POLICY_OF_THE_FILES,
  retimed,
  type Clock,
  type Fault,
  type Policy,
  type PolicyDocument,
  type PolicyStore,
  type PolicyVersion,
  type Retime,
  type Retiming,
  type RetimingScope,
  type RunningCommitment,
} from '@earshot/domain';
import type { PolicyBook } from './policy-book.js';

/** What happens to running clocks when a policy is saved: nothing, or what `retimed` says. */
export type RetimingChoice = RetimingScope | 'none';

export interface PolicyShown extends Omit<PolicyVersion, 'createdAt'> {
  /** `null` for the files. */
  readonly createdAt: Date | null;
  readonly document: PolicyDocument;
}

/** What a policy would do to the deadlines that lie ahead. */
export interface PolicyPreview {
  readonly running: number;
  readonly earlier: number;
  readonly later: number;
  /** Of the earlier ones: those that would be overdue at once. */
  readonly overdueAtOnce: number;
  /** The first ones, by their present deadlines. */
  readonly moves: readonly DeadlineMove[];
  /** What can be saved, but hardly is what anybody means. */
  readonly warnings: readonly Fault[];
}

export interface DeadlineMove extends Pick<Retiming, 'taskId' | 'from' | 'to' | 'workingMinutes'> {
  readonly caseId: string;
  readonly kind: RunningCommitment['kind'];
}

export interface PolicyEdit {
  /** The version that the person saw in force. */
  readonly seenVersion: string;
  readonly retime: RetimingChoice;
  readonly note: string | null;
  readonly actorId: string | null;
}

const MOST_SHOWN = 200;

/** Shows, tries out and saves the house's policy. */
export class PolicyDesk {
  constructor(
    private readonly store: PolicyStore,
    private readonly book: PolicyBook,
    private readonly clock: Clock,
  ) {}

  async show(): Promise<PolicyShown> {
    const { id, policy } = await this.book.inForce();
    if (id === POLICY_OF_THE_FILES)
      return { id, document: policy.document, createdAt: null, createdBy: null, note: null };
    return { ...(await this.store.find(id)), document: policy.document };
  }

  versions(limit: number, before: string | null): Promise<readonly PolicyVersion[]> {
    return this.store.versions(limit, before);
  }

  /** @throws InvalidInput with every fault of the document */
  async preview(written: unknown, scope: RetimingScope): Promise<PolicyPreview> {
    const { policy: before } = await this.book.inForce();
    const after = this.book.policyOf(parsePolicyDocument(written, ''));
    const now = this.clock.now();
    const running = await this.store.running();
    const moved = retimed(running, before, after, { scope, now });
    const byTask = new Map(running.map((commitment) => [commitment.taskId, commitment]));
    const moves = [...moved].sort((a, b) => a.from.getTime() - b.from.getTime()).slice(0, MOST_SHOWN);
    return {
      running: running.length,
      earlier: moved.filter(({ from, to }) => to < from).length,
      later: moved.filter(({ from, to }) => to > from).length,
      overdueAtOnce: moved.filter(({ to }) => to <= now).length,
      warnings: after.warnings,
      moves: moves.flatMap(({ taskId, from, to, workingMinutes }) => {
        const found = byTask.get(taskId);
        return found === undefined
          ? []
          : [{ taskId, caseId: found.caseId, kind: found.kind, from, to, workingMinutes }];
      }),
    };
  }

  /** @throws InvalidInput with every fault of the document */
  warnings(written: unknown): readonly Fault[] {
    return this.book.policyOf(parsePolicyDocument(written, '')).warnings;
  }

  /**
   * Resolves to the number of deadlines that moved.
   * @throws InvalidInput with every fault of the document; Conflict when another version is in force than was seen
   */
  async save(written: unknown, edit: PolicyEdit): Promise<number> {
    return this.put(parsePolicyDocument(written, ''), edit, {});
  }

  /**
   * Puts an earlier version in force again, as a new one.
   * @throws NotFound, InvalidInput when it cannot be worked with any more, Conflict
   */
  async restore(id: string, edit: PolicyEdit): Promise<number> {
    return this.put(await this.book.document(id), edit, { restored: id });
  }

  private async put(document: PolicyDocument, edit: PolicyEdit, more: { readonly restored?: string }): Promise<number> {
    const { seenVersion, retime, note, actorId } = edit;
    const { id: inForce, policy: before } = await this.book.inForce();
    if (inForce !== seenVersion)
      throw new Conflict(
        `The policy was changed by somebody else: version ${inForce} is in force, you saw ${seenVersion}`,
      );
    const after = this.book.policyOf(document);
    const at = this.clock.now();
    const { moved } = await this.store.save({
      document,
      seenVersion,
      actorId,
      at,
      note,
      detail: { ...more, retime },
      retime: retiming(retime, before, after, at),
    });
    return moved;
  }
}

function retiming(choice: RetimingChoice, before: Policy, after: Policy, now: Date): Retime {
  if (choice === 'none') return () => [];
  return (running) => retimed(running, before, after, { scope: choice, now });
}
