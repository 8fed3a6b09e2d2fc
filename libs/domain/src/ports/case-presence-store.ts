export const PRESENCE_MODES = ['viewing', 'writing'] as const;
export type PresenceMode = (typeof PRESENCE_MODES)[number];

/** A sign of life counts for so long: two heartbeats of 20 s, one of which may be lost, and a little. Milliseconds. */
export const PRESENCE_LASTS_MS = 45_000;

export interface PresentUser {
  readonly userId: string;
  readonly name: string;
  readonly mode: PresenceMode;
  /** Since when in this mode without a break. */
  readonly since: Date;
}

/** Who has a case open, in the database, so that every replica of the API knows. */
export abstract class CasePresenceStore {
  /** A sign of life; resolves to the others who are there. @throws NotFound */
  abstract renew(caseId: string, userId: string, mode: PresenceMode, at: Date): Promise<readonly PresentUser[]>;
  abstract leave(caseId: string, userId: string): Promise<void>;
}
