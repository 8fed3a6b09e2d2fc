import type { SourceState } from '../source.js';

/** What a person does to a source: read it now, stop reading it, read it again. */
export const SOURCE_DEEDS = ['poll', 'pause', 'resume'] as const;
export type SourceDeed = (typeof SOURCE_DEEDS)[number];

/** What a deed changes; `null` when there is nothing to do. */
export interface SourceDecision {
  readonly state: SourceState;
  readonly stateReason: string | null;
  readonly nextPollAt: Date;
  readonly consecutiveFailures: number;
}

export interface SourceUnderAction {
  readonly kind: string;
  readonly state: SourceState;
  readonly stateReason: string | null;
  readonly nextPollAt: Date;
  readonly consecutiveFailures: number;
}

export abstract class SourceActionsStore {
  /**
   * Locks the source, asks `decide` and stores its decision with an audit event `source.DEED` and the notification of
   * open dashboards in one transaction.
   * @throws NotFound
   */
  abstract act(
    sourceId: string,
    deed: SourceDeed,
    actorId: string | null,
    at: Date,
    decide: (found: SourceUnderAction) => SourceDecision | null,
  ): Promise<void>;
}
