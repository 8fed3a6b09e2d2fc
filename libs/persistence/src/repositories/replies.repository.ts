import {
  Conflict,
  InvalidInput,
  MAX_REPLY_ATTACHMENT_BYTES,
  nextReplyState,
  NotFound,
  REPLY_TRANSITIONS,
  ReplyStore,
  seenReplyIdOf,
  type Afterwards,
  type OutgoingReplyState,
  type ReplyAction,
  type ReplyChanges,
  type ReplyDeed,
  type ReplyOutcome,
  type ReplyToQueue,
  type StoredOutgoingReply,
  type StoredReceipt,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { changeCase, lockCase, recordCaseChange, type CaseHappening } from './case-change.js';
import { inTransaction } from './in-transaction.js';
import { OUTGOING_REPLY_SQL, storedOutgoingReply } from './outgoing-reply-row.js';
import { recordSentAnswer } from './sent-answer.js';
import type { Sql } from './sql.js';

/** No customer needs more answers in an hour; a machine that answers by itself gets as many as it sends. */
const MOST_TO_ONE_ADDRESS = 5;

export class PostgresReplyStore extends ReplyStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async queue(reply: ReplyToQueue, at: Date, afterwards: Afterwards): Promise<string> {
    const earlier = await this.earlierRequest(reply);
    if (earlier !== null) return earlier;
    const { caseId, authorId: actorId, seenVersion } = reply;
    try {
      return await changeCase(this.dataSource, { caseId, actorId, at, seenVersion }, async (sql) => {
        await refuseTooMany(sql, reply.to, at);
        const replyId = await insertReply(sql, reply, at);
        await takeAttachments(sql, reply, replyId);
        await sql.query('delete from reply_drafts where case_id = $1 and user_id = $2', [caseId, actorId]);
        await afterwards(sql, replyId);
        return { result: replyId, happened: [{ type: 'reply_queued', detail: { replyId } }] };
      });
    } catch (error) {
      // Of two equal requests at the same moment one finds the case changed: by the other.
      const other = error instanceof Conflict ? await this.earlierRequest(reply) : null;
      if (other === null) throw error;
      return other;
    }
  }

  async decide(
    caseId: string,
    replyId: string,
    deed: ReplyDeed,
    actorId: string,
    at: Date,
    changes: ReplyChanges,
    afterwards: Afterwards,
  ): Promise<void> {
    await changeCase(this.dataSource, { caseId, actorId, at, seenVersion: null }, async (sql, found) => {
      const reply = await lockReply(sql, replyId);
      if (reply === null || reply.caseId !== caseId) throw new NotFound('Reply', replyId);
      if (isDone(reply.state, deed)) {
        refuseLateChanges(reply, changes);
        return { result: undefined, happened: [] };
      }
      const state = nextReplyState(reply.state, deed);
      if (deed === 'discard') {
        await sql.query('update outgoing_replies set state = $2 where id = $1', [replyId, state]);
        return { result: undefined, happened: [{ type: 'reply_discarded', detail: { replyId } }] };
      }
      if (deed === 'mark_sent') {
        const receipt = {
          externalId: seenReplyIdOf(reply.externalId),
          threadId: `<${reply.externalId}>`,
          sentAt: reply.sendingAt ?? at,
        };
        const happened = await recordSentAnswer(sql, found, reply, receipt);
        return { result: undefined, happened: [{ type: 'reply_marked_sent', detail: { replyId } }, ...happened] };
      }
      await refuseSeen(sql, replyId);
      await requeue(sql, reply, changes);
      await afterwards(sql, replyId);
      return { result: undefined, happened: [{ type: 'reply_queued', detail: { replyId, again: true } }] };
    });
  }

  async find(replyId: string): Promise<StoredOutgoingReply | null> {
    return inTransaction(this.dataSource, (sql) => loadReply(sql, replyId, true));
  }

  async begin(replyId: string, at: Date): Promise<boolean> {
    return inTransaction(this.dataSource, async (sql) => {
      const rows = await sql.query(
        `update outgoing_replies set state = 'sending', sending_at = $2, attempts = attempts + 1, error = null
         where id = $1 and state = 'queued' returning id`,
        [replyId, at],
      );
      return rows.length > 0;
    });
  }

  async record(replyId: string, outcome: ReplyOutcome, at: Date, afterwards: Afterwards): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const found = await caseOfReply(sql, replyId);
      if (found === null) return;
      const reply = await lockReply(sql, replyId);
      if (reply === null || REPLY_TRANSITIONS[reply.state][ACTION_OF[outcome.kind]] === undefined) return;
      const happened = await applyOutcome(sql, found, reply, outcome);
      await afterwards(sql, replyId);
      const change = { caseId: found.id, actorId: null, at, seenVersion: null };
      if (happened.length > 0) await recordCaseChange(sql, change, happened);
    });
  }

  async seen(replyId: string): Promise<StoredReceipt | null> {
    return inTransaction(this.dataSource, (sql) => seenReceipt(sql, replyId));
  }

  private async earlierRequest({ authorId, requestKey, caseId }: ReplyToQueue): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string; caseId: string }[]>(
      'select id, case_id as "caseId" from outgoing_replies where author_id = $1 and request_key = $2',
      [authorId, requestKey],
    );
    if (row === undefined) return null;
    if (row.caseId !== caseId) throw new Conflict('This Idempotency-Key was used for a reply of another case');
    return row.id;
  }
}

const ACTION_OF: Readonly<Record<ReplyOutcome['kind'], ReplyAction>> = {
  accepted: 'accept',
  postponed: 'postpone',
  failed: 'refuse',
  unsure: 'lose',
};

/** A second click on the same button. */
function isDone(state: OutgoingReplyState, deed: ReplyDeed): boolean {
  if (deed === 'discard') return state === 'discarded';
  return deed === 'mark_sent' ? state === 'sent' : state === 'queued' || state === 'sending';
}

/**
 * A reply that somebody else has sent on its way meanwhile goes as they left it, and not a second time.
 * @throws Conflict for changes that would silently be lost
 */
function refuseLateChanges(reply: StoredOutgoingReply, { to, subject, text }: ReplyChanges): void {
  const isAsWanted =
    (to ?? reply.to) === reply.to &&
    (subject === undefined ? reply.subject : subject) === reply.subject &&
    (text ?? reply.text) === reply.text;
  if (!isAsWanted)
    throw new Conflict('This reply is on its way already, in the words of somebody else: yours were not sent');
}

async function refuseTooMany(sql: Sql, to: string, at: Date): Promise<void> {
  const [row] = await sql.query(
    `select count(*)::int as n from outgoing_replies
     where lower(to_address) = lower($1) and created_at > $2::timestamptz - interval '1 hour' and state <> 'discarded'`,
    [to, at],
  );
  if ((row?.n as number) >= MOST_TO_ONE_ADDRESS)
    throw new Conflict(
      `This address has had ${MOST_TO_ONE_ADDRESS} replies within the hour: wait, or call the customer`,
    );
}

async function insertReply(sql: Sql, reply: ReplyToQueue, at: Date): Promise<string> {
  const [row] = await sql.query(
    `insert into outgoing_replies (case_id, source_id, answers_message_id, author_id, external_id, to_address, subject,
       text, state, created_at, request_key)
     select m.case_id, m.source_id, m.id, $3::bigint, $4::text, $5::text, $6::text, $7::text, 'queued', $8::timestamptz, $9::text
     from messages m where m.id = $2 and m.case_id = $1
     returning id`,
    [
      reply.caseId,
      reply.answersMessageId,
      reply.authorId,
      reply.externalId,
      reply.to,
      reply.subject,
      reply.text,
      at,
      reply.requestKey,
    ],
  );
  if (row === undefined) throw new NotFound('Message', reply.answersMessageId);
  return row.id as string;
}

async function takeAttachments(sql: Sql, reply: ReplyToQueue, replyId: string): Promise<void> {
  if (reply.attachmentIds.length === 0) return;
  const wanted = [...new Set(reply.attachmentIds)];
  const taken = await sql.query(
    `update reply_attachments a set draft_id = null, reply_id = $1 from reply_drafts d
     where a.id = any($2::bigint[]) and a.draft_id = d.id and d.case_id = $3 and d.user_id = $4 returning a.size`,
    [replyId, wanted, reply.caseId, reply.authorId],
  );
  if (taken.length < wanted.length)
    throw new InvalidInput('An attachment is not there any more: add it again', [
      { path: 'attachmentIds', message: 'must be attachments of your draft in this case' },
    ]);
  if (taken.reduce((sum, { size }) => sum + (size as number), 0) > MAX_REPLY_ATTACHMENT_BYTES)
    throw new InvalidInput('The attachments are too large together', [
      { path: 'attachmentIds', message: `must be at most ${MAX_REPLY_ATTACHMENT_BYTES} bytes together` },
    ]);
}

async function requeue(sql: Sql, reply: StoredOutgoingReply, changes: ReplyChanges): Promise<void> {
  const changed = Object.values(changes).some((value) => value !== undefined);
  if (changed && reply.state !== 'failed')
    throw new InvalidInput('A reply that may have gone out is sent again as it was, or not at all');
  await sql.query(
    `update outgoing_replies set state = 'queued', attempts = 0, error = null, to_address = $2, subject = $3, text = $4
     where id = $1`,
    [
      reply.id,
      changes.to ?? reply.to,
      changes.subject === undefined ? reply.subject : changes.subject,
      changes.text ?? reply.text,
    ],
  );
}

async function refuseSeen(sql: Sql, replyId: string): Promise<void> {
  if ((await seenReceipt(sql, replyId)) !== null)
    throw new Conflict('This reply has been seen in its channel meanwhile: it was sent');
}

async function seenReceipt(sql: Sql, replyId: string): Promise<StoredReceipt | null> {
  const [row] = await sql.query(
    `select s.external_id as "externalId", s.thread_id as "threadId", s.sent_at as "sentAt"
     from outgoing_replies r join seen_replies s on s.source_id = r.source_id
       and (s.external_id = $2::text || r.external_id or s.thread_id = '<' || r.external_id || '>')
     where r.id = $1 limit 1`,
    [replyId, seenReplyIdOf('')],
  );
  return (row as StoredReceipt | undefined) ?? null;
}

async function applyOutcome(
  sql: Sql,
  found: Awaited<ReturnType<typeof lockCase>>,
  reply: StoredOutgoingReply,
  outcome: ReplyOutcome,
): Promise<readonly CaseHappening[]> {
  if (outcome.kind === 'accepted') return recordSentAnswer(sql, found, reply, outcome.receipt);
  await sql.query('update outgoing_replies set state = $2, error = $3 where id = $1', [
    reply.id,
    nextReplyState(reply.state, ACTION_OF[outcome.kind]),
    outcome.reason,
  ]);
  return outcome.kind === 'postponed' ? [] : [{ type: `reply_${outcome.kind}`, detail: { replyId: reply.id } }];
}

/** The case that the reply belongs to by now, locked before the reply, as everybody does. */
async function caseOfReply(sql: Sql, replyId: string): Promise<Awaited<ReturnType<typeof lockCase>> | null> {
  const [row] = await sql.query(
    `with recursive chain as (
       select c.id, c.merged_into, 0 as depth from outgoing_replies r join cases c on c.id = r.case_id where r.id = $1
       union all select c.id, c.merged_into, depth + 1 from chain join cases c on c.id = chain.merged_into where depth < 20)
     select id from chain order by depth desc limit 1`,
    [replyId],
  );
  return row === undefined ? null : lockCase(sql, row.id as string);
}

/** Without attachments. */
async function lockReply(sql: Sql, replyId: string): Promise<StoredOutgoingReply | null> {
  await sql.query('select from outgoing_replies where id = $1 for update', [replyId]);
  return loadReply(sql, replyId, false);
}

async function loadReply(sql: Sql, replyId: string, withAttachments: boolean): Promise<StoredOutgoingReply | null> {
  const [row] = await sql.query(OUTGOING_REPLY_SQL, [replyId]);
  if (row === undefined) return null;
  const attachments = withAttachments
    ? await sql.query('select name, type, content from reply_attachments where reply_id = $1 order by id', [replyId])
    : [];
  return storedOutgoingReply(row, attachments);
}
