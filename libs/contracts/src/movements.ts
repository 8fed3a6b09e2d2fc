import { z } from 'zod';
import { Id, Instant, Version } from './common.js';

const Note = z.string().trim().max(2000).optional();

/** Everything of the case `caseId` goes into the case of the path. `version` is of the latter, `otherVersion` of the former. */
export const MergeRequest = z.strictObject({
  caseId: Id,
  version: Version,
  otherVersion: Version,
  /** Cases of two customers are merged only when that is meant. */
  confirmDifferentCustomers: z.boolean().default(false),
  note: Note,
});
export type MergeRequest = z.infer<typeof MergeRequest>;

/** The messages that become a case of their own: some of the case's, not all of them. */
export const SplitRequest = z.strictObject({
  messageIds: z.array(Id).min(1).max(1000),
  version: Version,
  note: Note,
});
export type SplitRequest = z.infer<typeof SplitRequest>;

/** `version` is of the case of the path, `otherVersion` of the other one that the movement was about. */
export const UndoMovementRequest = z.strictObject({ version: Version, otherVersion: Version, note: Note });
export type UndoMovementRequest = z.infer<typeof UndoMovementRequest>;

export const MovementAnswer = z.object({
  movementId: Id,
  /** The case that has now what moved. */
  caseId: Id,
  /** Of the case of the path, and its ETag. */
  version: z.int(),
  /** Of the other case. */
  otherVersion: z.int(),
  /** What came in after the movement that was undone, and stays where it is. */
  stayedMessageIds: z.array(Id),
});
export type MovementAnswer = z.infer<typeof MovementAnswer>;

export const MovementView = z.object({
  id: Id,
  kind: z.enum(['merge', 'split']),
  fromCaseId: Id,
  toCaseId: Id,
  fromVersion: z.int(),
  toVersion: z.int(),
  messages: z.int(),
  at: Instant,
  actor: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  undoneAt: Instant.nullable(),
  /** Why it cannot be undone now; `null` when it can. */
  obstacle: z.string().nullable(),
});
export type MovementView = z.infer<typeof MovementView>;

/** `mergedInto`: the case is a shell, everything of it is there. */
export const MovementList = z.object({ mergedInto: Id.nullable(), items: z.array(MovementView) });
export type MovementList = z.infer<typeof MovementList>;
