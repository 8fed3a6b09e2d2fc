import {
  Conflict,
  InvalidInput,
  MAX_REPLY_ATTACHMENT_BYTES,
  MAX_REPLY_ATTACHMENTS,
  NotFound,
  ReplyDraftStore,
  type DraftAttachment,
  type ReplyDraft,
  type ReplyDraftText,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

const NO_DRAFT: ReplyDraft = {
  revision: 0,
  to: null,
  subject: null,
  text: '',
  answersMessageId: null,
  updatedAt: null,
  attachments: [],
};

export class PostgresReplyDraftStore extends ReplyDraftStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async find(caseId: string, userId: string): Promise<ReplyDraft> {
    const [row] = await this.dataSource.query<ReplyDraft[]>(
      `select d.revision, d.to_address as "to", d.subject, d.text, d.answers_message_id as "answersMessageId",
         d.updated_at as "updatedAt",
         coalesce((select jsonb_agg(jsonb_build_object('id', a.id::text, 'name', a.name, 'type', a.type, 'size', a.size)
           order by a.id) from reply_attachments a where a.draft_id = d.id), '[]') as attachments
       from reply_drafts d where d.case_id = $1 and d.user_id = $2`,
      [caseId, userId],
    );
    return row ?? NO_DRAFT;
  }

  async save(caseId: string, userId: string, seenRevision: number, draft: ReplyDraftText, at: Date): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      await requireCase(sql, caseId);
      const values = [caseId, userId, draft.to, draft.subject, draft.text, draft.answersMessageId, at];
      const [saved] =
        seenRevision === 0
          ? await sql.query(
              `insert into reply_drafts (case_id, user_id, to_address, subject, text, answers_message_id, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning revision`,
              values,
            )
          : await sql.query(
              `update reply_drafts set to_address = $3, subject = $4, text = $5, answers_message_id = $6, updated_at = $7,
                 revision = revision + 1 where case_id = $1 and user_id = $2 and revision = $8 returning revision`,
              [...values, seenRevision],
            );
      if (saved === undefined)
        throw new Conflict('This draft was changed elsewhere, perhaps in another window: read it again');
      return saved.revision as number;
    });
  }

  async remove(caseId: string, userId: string): Promise<void> {
    await this.dataSource.query('delete from reply_drafts where case_id = $1 and user_id = $2', [caseId, userId]);
  }

  async attach(
    caseId: string,
    userId: string,
    file: { readonly name: string; readonly type: string; readonly content: Uint8Array },
    at: Date,
  ): Promise<DraftAttachment> {
    return inTransaction(this.dataSource, async (sql) => {
      const draftId = await openDraft(sql, caseId, userId, at);
      await refuseTooMuch(sql, draftId, file.content.byteLength);
      const [row] = await sql.query(
        `insert into reply_attachments (draft_id, name, type, size, content) values ($1, $2, $3, $4, $5) returning id`,
        [draftId, file.name, file.type, file.content.byteLength, Buffer.from(file.content)],
      );
      return { id: row?.id as string, name: file.name, type: file.type, size: file.content.byteLength };
    });
  }

  async detach(caseId: string, userId: string, attachmentId: string): Promise<void> {
    const removed = await inTransaction(this.dataSource, (sql) =>
      sql.query(
        `delete from reply_attachments a using reply_drafts d
         where a.id = $1 and a.draft_id = d.id and d.case_id = $2 and d.user_id = $3 returning a.id`,
        [attachmentId, caseId, userId],
      ),
    );
    if (removed.length === 0) throw new NotFound('Attachment', attachmentId);
  }
}

async function requireCase(sql: Sql, caseId: string): Promise<void> {
  const [found] = await sql.query('select id from cases where id = $1', [caseId]);
  if (found === undefined) throw new NotFound('Case', caseId);
}

/** Locked, so that two files that arrive at once are counted one after the other. */
async function openDraft(sql: Sql, caseId: string, userId: string, at: Date): Promise<string> {
  await requireCase(sql, caseId);
  await sql.query(
    'insert into reply_drafts (case_id, user_id, updated_at) values ($1, $2, $3) on conflict do nothing',
    [caseId, userId, at],
  );
  const [row] = await sql.query('select id from reply_drafts where case_id = $1 and user_id = $2 for update', [
    caseId,
    userId,
  ]);
  return row?.id as string;
}

async function refuseTooMuch(sql: Sql, draftId: string, size: number): Promise<void> {
  const [row] = await sql.query(
    'select count(*)::int as files, coalesce(sum(size), 0)::int as bytes from reply_attachments where draft_id = $1',
    [draftId],
  );
  const fault = (message: string): InvalidInput =>
    new InvalidInput('The file was not added', [{ path: 'file', message }]);
  if ((row?.files as number) >= MAX_REPLY_ATTACHMENTS)
    throw fault(`a reply has at most ${MAX_REPLY_ATTACHMENTS} attachments`);
  if ((row?.bytes as number) + size > MAX_REPLY_ATTACHMENT_BYTES)
    throw fault(`the attachments of a reply are at most ${MAX_REPLY_ATTACHMENT_BYTES / 1024 / 1024} MB together`);
}
