import type { Attachment, Channel, MessageKind, OutgoingReplyState, StoredOutgoingReply } from '@earshot/domain';
import type { Row } from './sql.js';

/** One reply with the message it answers and the language in which that was judged to be written. */
export const OUTGOING_REPLY_SQL = `
  select r.id, r.case_id, r.source_id, r.state, r.external_id, r.to_address, r.subject, r.text, r.created_at, r.sending_at,
    r.attempts, coalesce(m.language, nullif(a.language, 'und')) as reply_language, m.external_id as m_external_id,
    m.revision, m.channel, m.kind, m.author_name, m.author_address, m.author_handle, m.sent_at as m_sent_at,
    m.subject as m_subject, m.text as m_text, m.quoted, m.signature, m.language, m.rating, m.url, m.thread_id,
    m."references", m.attachments, m.tags
  from outgoing_replies r
    join messages m on m.id = r.answers_message_id
    left join lateral (select language from assessments where message_id = m.id order by id desc limit 1) a on true
  where r.id = $1`;

export function storedOutgoingReply(row: Row, attachments: readonly Row[]): StoredOutgoingReply {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    sourceId: row.source_id as string,
    state: row.state as OutgoingReplyState,
    externalId: row.external_id as string,
    to: (row.to_address as string | null) ?? '',
    subject: row.subject as string | null,
    text: row.text as string,
    language: row.reply_language as string | null,
    createdAt: row.created_at as Date,
    sendingAt: row.sending_at as Date | null,
    attempts: row.attempts as number,
    answers: {
      externalId: row.m_external_id as string,
      revision: (row.revision as string) || null,
      channel: row.channel as Channel,
      kind: row.kind as MessageKind,
      author: {
        name: row.author_name as string | null,
        address: row.author_address as string | null,
        handle: row.author_handle as string | null,
        namespace: null,
      },
      sentAt: row.m_sent_at as Date,
      subject: row.m_subject as string | null,
      text: row.m_text as string,
      quoted: row.quoted as string | null,
      signature: row.signature as string | null,
      language: row.language as string | null,
      rating: row.rating as number | null,
      url: row.url as string | null,
      threadId: row.thread_id as string | null,
      references: row.references as string[],
      attachments: row.attachments as Attachment[],
      tags: row.tags as string[],
    },
    attachments: attachments.map(({ name, type, content }) => ({
      name: name as string,
      type: type as string,
      content: content as Buffer,
    })),
  };
}
