import type { Assessment, Severity, Topic } from '../assessment.js';
import type { CaseState } from '../case.js';
import type { CaseMovementDetail, MovedThings } from '../follow-up.js';
import type { Channel, Message } from '../message.js';
import type { TaskKind, TaskState } from '../task.js';
import type { NewTask, RetimedTask } from './stores.js';

/** A case's own row, without what follows from its tasks. */
export interface CaseHead {
  readonly id: string;
  readonly version: number;
  readonly customerId: string | null;
  readonly sourceId: string;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly language: string;
  readonly topics: readonly Topic[];
  readonly subject: string | null;
  readonly subjectKey: string | null;
  readonly ownerId: string | null;
  readonly openedAt: Date;
  readonly lastMessageAt: Date;
  readonly messageCount: number;
  readonly flaggedMessageId: string;
  readonly answeredAt: Date | null;
  readonly solvedAt: Date | null;
  readonly mergedInto: string | null;
}

export interface HeldMessage {
  readonly message: Message;
  /** A newer revision of it is there. */
  readonly superseded: boolean;
  readonly assessment: Assessment | null;
  /** The newest word of a person about it. */
  readonly verdict: { readonly dissatisfied: boolean; readonly severity: Severity | null } | null;
}

export interface HeldReply {
  readonly id: string;
  readonly sourceId: string;
  /** Thread ids, nearest first. */
  readonly answers: readonly string[];
  readonly sentAt: Date;
  readonly automatic: boolean;
}

export interface HeldTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly messageId: string | null;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  readonly pausedAt: Date | null;
  /** Working minutes. */
  readonly minutesLeft: number | null;
  /** The name of the calendar its clock is counted on; `null` for the house's own. */
  readonly calendar: string | null;
}

/** Everything that a case holds. */
export interface CaseContents {
  readonly head: CaseHead;
  /** The group that the house put its customer in. */
  readonly group: string | null;
  readonly messages: readonly HeldMessage[];
  readonly replies: readonly HeldReply[];
  readonly tasks: readonly HeldTask[];
  readonly calls: readonly { readonly id: string; readonly at: Date; readonly reached: boolean }[];
  readonly options: readonly { readonly id: string; readonly chosenAt: Date | null }[];
  readonly compensations: readonly { readonly id: string }[];
  readonly outgoingReplies: readonly {
    readonly id: string;
    readonly answersMessageId: string;
    readonly sentAt: Date | null;
  }[];
  readonly drafts: readonly {
    readonly id: string;
    readonly userId: string;
    readonly answersMessageId: string | null;
  }[];
  readonly watchEvents: readonly { readonly id: string }[];
}

/** What is to be written when things go from the case `giving` to the case `taking`. */
export interface Movement {
  /** Both cases as they are afterwards. */
  readonly giving: CaseHead;
  readonly taking: CaseHead;
  readonly moved: MovedThings;
  /** Open or paused tasks that give way. */
  readonly cancelledTaskIds: readonly string[];
  /** Paused tasks that go on. */
  readonly resumedTasks: readonly RetimedTask[];
  /** Cancelled tasks that are open or paused again. */
  readonly restoredTasks: readonly {
    readonly id: string;
    readonly pausedAt: Date | null;
    readonly minutesLeft: number | null;
  }[];
  readonly changedOptions: readonly { readonly id: string; readonly chosenAt: Date | null }[];
  readonly newTasks: readonly { readonly caseId: string; readonly task: NewTask }[];
}

/** A merge (`from` was emptied into `to`) or a split (`to` came out of `from`) as it is kept. */
export interface CaseMovementRecord {
  readonly id: string;
  readonly kind: 'merge' | 'split';
  readonly fromCaseId: string;
  readonly toCaseId: string;
  readonly detail: CaseMovementDetail;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly undoneAt: Date | null;
}

/** Who moves something, when, and which versions of the cases they saw. */
export interface MovementRequest {
  readonly actorId: string;
  readonly at: Date;
  readonly note: string | null;
}

export interface SeenCase {
  readonly id: string;
  readonly version: number;
}

/** Of the cases that a movement was between, as it left them, by their ids. */
export type MovedVersions = Readonly<Record<string, number>>;

/**
 * Each command is one transaction that no intake and no other command on the two cases can come between. What the
 * decision throws undoes all.
 */
export abstract class CaseMovementsStore {
  /** @throws NotFound, Conflict for another version */
  abstract merge(
    from: SeenCase,
    to: SeenCase,
    request: MovementRequest,
    decide: (from: CaseContents, to: CaseContents) => { movement: Movement; detail: CaseMovementDetail },
  ): Promise<{ movementId: string; versions: MovedVersions }>;
  /** The decision is told the id of the case that it makes. @throws NotFound, Conflict for another version */
  abstract split(
    from: SeenCase,
    request: MovementRequest,
    decide: (from: CaseContents, newCaseId: string) => { movement: Movement; detail: CaseMovementDetail },
  ): Promise<{ movementId: string; newCaseId: string; versions: MovedVersions }>;
  /**
   * Takes a movement of these two cases back; things go from its `to` to its `from`. The messages that came in since
   * stay where they are.
   * @throws NotFound, Conflict for another version
   */
  abstract undo(
    movementId: string,
    seen: readonly [SeenCase, SeenCase],
    request: MovementRequest,
    decide: (
      record: CaseMovementRecord,
      from: CaseContents,
      to: CaseContents,
    ) => { movement: Movement; stayedMessageIds: readonly string[] },
  ): Promise<{ stayedMessageIds: readonly string[]; versions: MovedVersions }>;
  /**
   * Every movement that the case had a part in, newest first, with both cases as they are now, and the case that it was
   * merged into.
   * @throws NotFound
   */
  abstract movementsOf(caseId: string): Promise<{
    readonly mergedInto: string | null;
    readonly movements: readonly {
      readonly record: CaseMovementRecord;
      readonly from: CaseContents;
      readonly to: CaseContents;
    }[];
  }>;
}
