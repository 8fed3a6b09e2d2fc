import {
  CaseMovementsStore,
  Clock,
  InvalidInput,
  type CaseMovementRecord,
  type MovedVersions,
  type SeenCase,
} from '@earshot/domain';
import type { ClocksInForce } from '../clock-keeper.js';
import { planMerge } from './plan-merge.js';
import { planSplit } from './plan-split.js';
import { planUndo, undoObstacle } from './plan-undo.js';

/** Who does it and why. */
export interface Mover {
  readonly actorId: string;
  readonly note: string | null;
}

export interface ListedMovement {
  readonly record: CaseMovementRecord;
  /** Why it cannot be undone now; `null` when it can. */
  readonly obstacle: string | null;
  /** The versions that undoing it must name. */
  readonly fromVersion: number;
  readonly toVersion: number;
}

/**
 * One episode, one case, where the rules of intake got it wrong: people merge what belongs together, split what does not,
 * and take either back.
 */
export class CaseMovements {
  constructor(
    private readonly store: CaseMovementsStore,
    private readonly clocks: ClocksInForce,
    private readonly clock: Clock,
  ) {}

  /**
   * @param confirmed that the cases are of different customers is known
   * @throws NotFound, Conflict for another version or a merged case, InvalidInput without a confirmation that is needed
   */
  async merge(
    from: SeenCase,
    to: SeenCase,
    confirmed: boolean,
    mover: Mover,
  ): Promise<{ movementId: string; versions: MovedVersions }> {
    if (from.id === to.id)
      throw new InvalidInput('The request has faults', [
        { path: 'caseId', message: `must be another case than ${to.id}, into which it goes` },
      ]);
    const clocks = await this.clocks();
    const at = this.clock.now();
    return this.store.merge(from, to, { ...mover, at }, (found, target) =>
      planMerge(found, target, confirmed, at, clocks),
    );
  }

  /** @throws NotFound, Conflict, InvalidInput when the messages are not some of the case's */
  async split(
    from: SeenCase,
    messageIds: readonly string[],
    mover: Mover,
  ): Promise<{ movementId: string; newCaseId: string; versions: MovedVersions }> {
    const clocks = await this.clocks();
    const at = this.clock.now();
    return this.store.split(from, { ...mover, at }, (found, newCaseId) =>
      planSplit(found, messageIds, newCaseId, clocks, at),
    );
  }

  /**
   * Messages that came in since stay where they are.
   * @throws NotFound, Conflict for another version, or with the reason why it cannot be undone any more
   */
  async undo(
    movementId: string,
    seen: readonly [SeenCase, SeenCase],
    mover: Mover,
  ): Promise<{ stayedMessageIds: readonly string[]; versions: MovedVersions }> {
    const clocks = await this.clocks();
    const at = this.clock.now();
    return this.store.undo(movementId, seen, { ...mover, at }, (record, from, to) =>
      planUndo(record, from, to, at, clocks),
    );
  }

  /** Every movement that the case had a part in, newest first, and where it went if it is a shell. @throws NotFound */
  async of(caseId: string): Promise<{ mergedInto: string | null; movements: ListedMovement[] }> {
    const { mergedInto, movements } = await this.store.movementsOf(caseId);
    const listed = movements.map(({ record, from, to }) => ({
      record,
      obstacle: undoObstacle(record, from, to),
      fromVersion: from.head.version,
      toVersion: to.head.version,
    }));
    return { mergedInto, movements: listed };
  }
}
