import { NotFound, type Channel, type MessageKind, type OutgoingReplyState } from '@earshot/domain';
import type { DataSource } from 'typeorm';

export interface OutgoingReplyRow {
  readonly id: string;
  readonly state: OutgoingReplyState;
  readonly messageId: string;
  readonly to: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date;
  readonly sendingAt: Date | null;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly seenReplyId: string | null;
  readonly attachments: { readonly id: string; readonly name: string; readonly type: string; readonly size: number }[];
}

/** A message that may be answered, with the source that would carry the answer. */
export interface AnswerableMessage {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly tags: readonly string[];
  readonly channel: Channel;
  readonly to: string | null;
  readonly subject: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly source: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly options: Record<string, unknown>;
  };
}

export interface ReplyFile {
  readonly name: string;
  readonly content: Buffer;
}

const ANSWERABLE_SQL = `
  select m.id as "messageId", m.kind, m.tags, m.channel, coalesce(m.author_address, m.author_handle) as "to", m.subject,
    coalesce(m.language, nullif(a.language, 'und')) as language, m.url,
    jsonb_build_object('id', s.id::text, 'kind', s.kind, 'name', s.name, 'options', s.options) as source
  from messages m join sources s on s.id = m.source_id
    left join lateral (select language from assessments where message_id = m.id order by id desc limit 1) a on true
  where m.case_id = $1 and m.superseded_at is null`;

export class ReplyQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The replies written in a case, oldest first. @throws NotFound */
  async ofCase(caseId: string): Promise<OutgoingReplyRow[]> {
    const [found] = await this.dataSource.query<object[]>('select from cases where id = $1', [caseId]);
    if (found === undefined) throw new NotFound('Case', caseId);
    return this.dataSource.query<OutgoingReplyRow[]>(
      `select r.id, r.state, r.answers_message_id as "messageId", r.to_address as "to", r.subject, r.text,
         case when u.id is null then null else jsonb_build_object('id', u.id::text, 'name', u.name) end as author,
         r.created_at as "createdAt", r.sending_at as "sendingAt", r.sent_at as "sentAt", r.attempts, r.error,
         r.seen_reply_id as "seenReplyId",
         coalesce((select jsonb_agg(jsonb_build_object('id', f.id::text, 'name', f.name, 'type', f.type, 'size', f.size)
           order by f.id) from reply_attachments f where f.reply_id = r.id), '[]') as attachments
       from outgoing_replies r left join users u on u.id = r.author_id where r.case_id = $1 order by r.id`,
      [caseId],
    );
  }

  /** One message of the case. @throws NotFound */
  async answerable(caseId: string, messageId: string): Promise<AnswerableMessage> {
    const [row] = await this.dataSource.query<AnswerableMessage[]>(`${ANSWERABLE_SQL} and m.id = $2`, [
      caseId,
      messageId,
    ]);
    if (row === undefined) throw new NotFound('Message', messageId);
    return row;
  }

  /** The source that carries a reply of the case. @throws NotFound */
  async sourceOf(caseId: string, replyId: string): Promise<AnswerableMessage['source']> {
    const [source] = await this.dataSource.query<AnswerableMessage['source'][]>(
      `select s.id, s.kind, s.name, s.options from outgoing_replies r join sources s on s.id = r.source_id
       where r.case_id = $1 and r.id = $2`,
      [caseId, replyId],
    );
    if (source === undefined) throw new NotFound('Reply', replyId);
    return source;
  }

  /** Every source there ever was, with what it was set up as. */
  async sources(): Promise<Pick<AnswerableMessage['source'], 'kind' | 'options'>[]> {
    return this.dataSource.query('select kind, options from sources');
  }

  /** A file that went, or is to go, with a reply of the case. @throws NotFound */
  async attachment(caseId: string, replyId: string, attachmentId: string): Promise<ReplyFile> {
    const [file] = await this.dataSource.query<ReplyFile[]>(
      `select f.name, f.content from reply_attachments f join outgoing_replies r on r.id = f.reply_id
       where r.case_id = $1 and r.id = $2 and f.id = $3`,
      [caseId, replyId, attachmentId],
    );
    if (file === undefined) throw new NotFound('Attachment', attachmentId);
    return file;
  }

  /** What the customer wrote last: a person's message before any other. `null` for a case without messages. */
  async newestAnswerable(caseId: string): Promise<AnswerableMessage | null> {
    const [row] = await this.dataSource.query<AnswerableMessage[]>(
      `${ANSWERABLE_SQL} order by (m.kind = 'person' or 'on-behalf' = any(m.tags)) desc, m.sent_at desc, m.id desc limit 1`,
      [caseId],
    );
    return row ?? null;
  }
}
