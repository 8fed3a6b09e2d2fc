/** What somebody is writing in a case. */
export interface ReplyDraftText {
  readonly to: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly answersMessageId: string | null;
}

export interface ReplyDraft extends ReplyDraftText {
  /** Counts the savings; 0 for a draft that does not exist. */
  readonly revision: number;
  readonly updatedAt: Date | null;
  readonly attachments: readonly DraftAttachment[];
}

/** `size` in bytes. */
export interface DraftAttachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** One draft per case and user, kept until it is sent or thrown away. */
export abstract class ReplyDraftStore {
  /** An empty one of revision 0 when there is none. */
  abstract find(caseId: string, userId: string): Promise<ReplyDraft>;
  /**
   * Resolves to the new revision.
   * @throws NotFound for a case that does not exist; Conflict when it was saved elsewhere since `seenRevision`
   */
  abstract save(caseId: string, userId: string, seenRevision: number, draft: ReplyDraftText, at: Date): Promise<number>;
  /** With its attachments; nothing happens when there is none. */
  abstract remove(caseId: string, userId: string): Promise<void>;
  /**
   * Adds a file to the draft, which begins to exist with it.
   * @throws NotFound; InvalidInput when the draft would become too large or have too many files
   */
  abstract attach(
    caseId: string,
    userId: string,
    file: { readonly name: string; readonly type: string; readonly content: Uint8Array },
    at: Date,
  ): Promise<DraftAttachment>;
  /** @throws NotFound */
  abstract detach(caseId: string, userId: string, attachmentId: string): Promise<void>;
}
