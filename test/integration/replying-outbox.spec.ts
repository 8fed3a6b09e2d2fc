import { Conflict, ConnectorError, ReplyError, type SeenReply, type StoredReceipt } from '@earshot/domain';
import { ReplySending, ReplyWriting, SENDING_SCHEDULE, type ReplyChannel, type ReplyJob } from '@earshot/follow-up';
import { createDataSource, PostgresReplyStore, PostgresTransactions } from '@earshot/persistence';
import type { JobOptions } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { insertCase, insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const WRITTEN = new Date('2026-11-16T08:00:00Z');
const DUE = new Date('2026-11-19T15:00:00Z');
const never = new AbortController().signal;

let database: TestDatabase;
let dataSource: DataSource;
let sourceId: string;
let authorId: string;
let now = new Date('2026-11-17T09:00:00Z');
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 6 }).initialize();
  sourceId = await insertSource(dataSource);
  const [user] = await dataSource.query<{ id: string }[]>(
    `insert into users (email, name, role, language, zone, password_hash)
     values ('anna@shop.example', 'Anna', 'agent', 'en', 'UTC', 'x') returning id`,
  );
  authorId = user?.id ?? '';
});
beforeEach(() => {
  now = new Date('2026-11-17T09:00:00Z');
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

/** Jobs that were asked for, in order; nobody takes them by itself. */
class Jobs {
  readonly asked: (ReplyJob & { readonly startAfter: Date | null })[] = [];

  async send<Data extends object>(_name: string, data: Data, options: JobOptions = {}): Promise<string> {
    this.asked.push({ ...(data as unknown as ReplyJob), startAfter: options.startAfter ?? null });
    return Promise.resolve('job');
  }
}

interface Outbox {
  readonly caseId: string;
  readonly replyId: string;
  readonly jobs: Jobs;
  readonly sent: string[];
  readonly store: PostgresReplyStore;
  readonly writing: ReplyWriting;
  take(step: ReplyJob['step'], signal?: AbortSignal): Promise<void>;
  state(): Promise<{ state: string; error: string | null; attempts: number; sent_at: Date | null }>;
}

type Behaviour = Partial<Pick<ReplyChannel, 'send' | 'find'>>;

async function outbox(behaviour: Behaviour = {}): Promise<Outbox> {
  const caseId = await insertCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
  await dataSource.query(`update messages set thread_id = '<q' || id || '@customers.example>' where case_id = $1`, [
    caseId,
  ]);
  const [message] = await dataSource.query<{ id: string }[]>('select id from messages where case_id = $1', [caseId]);
  const jobs = new Jobs();
  const store = new PostgresReplyStore(dataSource);
  const writing = new ReplyWriting(store, jobs, clock, 'shop.example');
  const replyId = await writing.write({
    caseId,
    authorId,
    seenVersion: 1,
    answersMessageId: message?.id ?? '',
    sourceId,
    to: `c${caseId}@customers.example`,
    subject: null,
    text: 'It comes tomorrow.',
    attachmentIds: [],
    requestKey: null,
  });
  const sent: string[] = [];
  const channel: ReplyChannel = {
    send: async (reply) => {
      sent.push(reply.externalId);
      return Promise.resolve(receiptOf(reply.externalId));
    },
    find: () => Promise.resolve(null),
    keep: () => Promise.resolve(),
    close: () => Promise.resolve(),
    ...behaviour,
  };
  const sending = new ReplySending(store, () => Promise.resolve(channel), jobs, clock);
  return {
    caseId,
    replyId,
    jobs,
    sent,
    store,
    writing,
    take: (step, signal = never) => sending.take({ replyId, step }, signal),
    state: async () =>
      (
        await dataSource.query<Awaited<ReturnType<Outbox['state']>>[]>(
          'select state, error, attempts, sent_at from outgoing_replies where id = $1',
          [replyId],
        )
      )[0]!,
  };
}

function receiptOf(externalId: string): StoredReceipt {
  return { externalId: `earshot-reply:${externalId}`, threadId: `<${externalId}>`, sentAt: now };
}

async function externalIdOf({ store, replyId }: Outbox): Promise<string> {
  return (await store.find(replyId))?.externalId ?? '';
}

/** The copy of a reply as it is read from the Sent folder. */
async function copyOf(box: Outbox): Promise<SeenReply> {
  const found = await box.store.find(box.replyId);
  return {
    ...receiptOf(found?.externalId ?? ''),
    answers: [found?.answers.threadId ?? ''],
    automatic: false,
    recipients: [found?.to ?? ''],
    subject: 'Re: Where is my card?',
    text: found?.text ?? '',
  };
}

const read = (reply: SeenReply): Promise<number> =>
  new PostgresTransactions(dataSource).run(
    async (stores) => (await stores.messages.addReplies(sourceId, [reply])).length,
  );

const eventsOf = async (caseId: string): Promise<string[]> =>
  (
    await dataSource.query<{ type: string }[]>('select type from case_events where case_id = $1 order by id', [caseId])
  ).map(({ type }) => type);

describe('a reply that was sent', () => {
  it('is the answer, with its evidence', async () => {
    const box = await outbox();
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'sent', attempts: 1, error: null, sent_at: now });
    const [row] = await dataSource.query<object[]>(
      `select c.state, c.answered_at, c.due_at, t.state as task, t.closed_reason, t.closed_at, a.clock, a.at, a.seconds,
         a.in_time, a.evidence from cases c join tasks t on t.case_id = c.id join case_answers a on a.task_id = t.id
       where c.id = $1`,
      [box.caseId],
    );
    expect(row).toEqual({
      state: 'acknowledged',
      answered_at: now,
      due_at: null,
      task: 'done',
      closed_reason: 'answer-sent',
      closed_at: now,
      clock: 'first_answer',
      at: now,
      seconds: 25 * 3600,
      in_time: true,
      evidence: { kind: 'sent', outgoingReplyId: box.replyId },
    });
    expect(await eventsOf(box.caseId)).toEqual(['opened', 'reply_queued', 'answer_sent']);
    expect(box.jobs.asked).toMatchObject([{ step: 'send' }, { step: 'keep' }]);
  });

  it('is nothing new when its copy is read from the Sent folder, and leads the customer back to the case', async () => {
    const box = await outbox();
    await box.take('send');
    expect(await read(await copyOf(box))).toBe(0);
    const threadId = `<${await externalIdOf(box)}>`;
    const rows = await dataSource.query<object[]>(
      'select case_id from seen_replies where source_id = $1 and thread_id = $2',
      [sourceId, threadId],
    );
    expect(rows).toEqual([{ case_id: box.caseId }]);
  });

  it('counts once when its copy was read first', async () => {
    const box = await outbox();
    expect(await read(await copyOf(box))).toBe(1);
    await box.take('send');
    const rows = await dataSource.query<object[]>('select id from seen_replies where case_id = $1', [box.caseId]);
    expect(rows).toHaveLength(1);
    expect(await eventsOf(box.caseId)).toEqual(['opened', 'reply_queued', 'answer_sent']);
  });

  it('does not answer what the customer wrote after it', async () => {
    const box = await outbox();
    await dataSource.query(
      `update commitments set received_at = $2 where task_id in (select id from tasks where case_id = $1)`,
      [box.caseId, new Date(now.getTime() + 60_000)],
    );
    now = new Date(now.getTime() + 3_600_000);
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'sent' });
    const tasks = await dataSource.query<object[]>('select state from tasks where case_id = $1', [box.caseId]);
    expect(tasks).toEqual([{ state: 'open' }]);
  });

  it('goes out once however often and by however many its job is taken', async () => {
    const box = await outbox();
    await Promise.all([box.take('send'), box.take('send'), box.take('send')]);
    await box.take('send');
    expect(box.sent).toHaveLength(1);
  });
});

describe('a reply that was not sent', () => {
  it('is tried again later while it surely was not taken', async () => {
    let fails = true;
    const sent: string[] = [];
    const box = await outbox({
      send: async ({ externalId }) => {
        if (fails) throw new ConnectorError('unreachable', 'smtp.example.org does not answer');
        sent.push(externalId);
        return Promise.resolve(receiptOf(externalId));
      },
    });
    await box.take('send');
    expect(await box.state()).toMatchObject({
      state: 'queued',
      error: 'smtp.example.org does not answer',
      attempts: 1,
    });
    expect(box.jobs.asked.at(-1)).toMatchObject({ step: 'send', startAfter: new Date(now.getTime() + 60_000) });
    fails = false;
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'sent', error: null, attempts: 2 });
    expect(sent).toEqual([await externalIdOf(box)]);
  });

  it('is shown with the reason when it is refused, and its clock runs on', async () => {
    const box = await outbox({
      send: () => Promise.reject(new ReplyError('refused', 'no such user', { advice: 'Check the address.' })),
    });
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'failed', error: 'no such user. Check the address.' });
    expect(await eventsOf(box.caseId)).toEqual(['opened', 'reply_queued', 'reply_failed']);
    const tasks = await dataSource.query<object[]>('select state from tasks where case_id = $1', [box.caseId]);
    expect(tasks).toEqual([{ state: 'open' }]);
  });

  it('waits again when the service stops before it could go out', async () => {
    const stopping = new AbortController();
    const box = await outbox({
      send: (_reply, signal) => {
        stopping.abort(new Error('the service stops'));
        return Promise.reject(signal.reason as Error);
      },
    });
    await box.take('send', stopping.signal);
    expect(await box.state()).toMatchObject({ state: 'queued' });
    expect(box.jobs.asked.at(-1)).toMatchObject({ step: 'send' });
  });

  it('stays where it is when it was given up', async () => {
    const box = await outbox();
    await box.writing.decide(box.caseId, box.replyId, 'discard', authorId, {});
    await box.take('send');
    expect([(await box.state()).state, box.sent]).toEqual(['discarded', []]);
  });
});

describe('a reply that may have gone out', () => {
  const lost = (more: Behaviour = {}): Promise<Outbox> =>
    outbox({ send: () => Promise.reject(new ReplyError('uncertain', 'the connection was lost')), ...more });

  it('is never sent again by itself, and looked for ever less often for a day', async () => {
    const box = await lost();
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'unsure', error: 'the connection was lost' });
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'unsure', attempts: 1 });
    const pauses: number[] = [];
    for (let looks = 0; looks < 100; looks += 1) {
      const next = box.jobs.asked.at(-1);
      expect(next?.step).toBe('settle');
      const asked = box.jobs.asked.length;
      pauses.push(((next?.startAfter?.getTime() ?? 0) - now.getTime()) / 60_000);
      now = next?.startAfter ?? now;
      await box.take('settle');
      if (box.jobs.asked.length === asked) break;
    }
    expect(pauses.slice(0, 5)).toEqual([0.5, 0.5, 1, 2, 4]);
    expect(Math.max(...pauses)).toBe(60);
    expect(now.getTime()).toBeGreaterThan(new Date('2026-11-18T07:59:00Z').getTime());
    expect(SENDING_SCHEDULE.lookingEndsMs).toBe(24 * 3_600_000);
    expect((await box.state()).state).toBe('unsure');
  });

  it('is sent when it is found in its channel, or was read from there', async () => {
    const found = await lost({ find: ({ externalId }) => Promise.resolve(receiptOf(externalId)) });
    await found.take('send');
    await found.take('settle');
    expect(await found.state()).toMatchObject({ state: 'sent' });

    const readAgain = await lost({ find: () => Promise.reject(new ConnectorError('unreachable', 'no IMAP')) });
    await readAgain.take('send');
    await readAgain.take('settle');
    expect(await readAgain.state()).toMatchObject({ state: 'unsure' });
    await read(await copyOf(readAgain));
    await expect(readAgain.writing.decide(readAgain.caseId, readAgain.replyId, 'retry', authorId, {})).rejects.toThrow(
      Conflict,
    );
    await readAgain.take('settle');
    expect(await readAgain.state()).toMatchObject({ state: 'sent' });
    expect(await eventsOf(readAgain.caseId)).toEqual(['opened', 'reply_queued', 'reply_unsure', 'answer_sent']);
  });

  it('goes out again, under the same id, when a person says so', async () => {
    let fails = true;
    const sent: string[] = [];
    const box = await outbox({
      send: ({ externalId }) => {
        sent.push(externalId);
        return fails ? Promise.reject(new ReplyError('uncertain', 'lost')) : Promise.resolve(receiptOf(externalId));
      },
    });
    await box.take('send');
    fails = false;
    await box.writing.decide(box.caseId, box.replyId, 'retry', authorId, {});
    await box.take('send');
    expect(await box.state()).toMatchObject({ state: 'sent' });
    expect(new Set(sent).size).toBe(1);
    expect(sent).toHaveLength(2);
  });
});
