import { CaseView, type Problem } from '@earshot/contracts';
import { CaseEntity, ChangeEntity, TaskEntity, VerdictEntity } from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource, type CaseToInsert } from '../support/case-data.js';

let api: TestApi;
let anna: Client;
let bert: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
  await api.addUser('bert@example.org', 'manager');
  anna = await api.signedIn('agent', 'anna@example.org');
  bert = await api.signedIn('manager', 'bert@example.org');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const DUE = new Date('2026-11-19T15:00:00.000Z');

const newCase = (given: Partial<CaseToInsert> = {}): Promise<string> =>
  insertCase(api.dataSource, { sourceId, open: { answer: DUE }, ...given });

async function view(id: string, by = anna): Promise<CaseView> {
  const answer = await by.get(`/api/v1/cases/${id}`).expect(200);
  return CaseView.parse(answer.body);
}

async function act(by: Client, id: string, action: string, version: number, note?: string): Promise<CaseView> {
  const answer = await by.post(`/api/v1/cases/${id}/actions/${action}`, { version, note }).expect(200);
  return CaseView.parse(answer.body);
}

/** The list shows a case by its own deadline: it must always be that of its earliest open task. */
async function expectDeadlineOfOpenTasks(caseId: string): Promise<void> {
  const found = await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id: caseId });
  const open = await api.dataSource.getRepository(TaskEntity).find({
    where: { caseId, state: 'open' },
    order: { dueAt: 'ASC', id: 'ASC' },
  });
  expect({ dueAt: found.dueAt, dueKind: found.dueKind }).toEqual({
    dueAt: open[0]?.dueAt ?? null,
    dueKind: open[0]?.kind ?? null,
  });
}

const verdictsOf = async (caseId: string) =>
  (
    await api.dataSource.query<{ dissatisfied: boolean; user_id: string }[]>(
      'select v.dissatisfied, v.user_id from verdicts v join messages m on m.id = v.message_id where m.case_id = $1 order by v.id',
      [caseId],
    )
  ).map((row) => row.dissatisfied);

describe('a case', () => {
  it('shows its messages with their judgement, its tasks with their derivation and its history', async () => {
    const signals = [{ kind: 'lexicon', label: 'waiting', evidence: 'waiting', start: 12, end: 19, weight: 1.5 }];
    const found = await view(await newCase({ signals }));
    expect(found).toMatchObject({
      version: 1,
      state: 'new',
      customer: { name: 'Kalle Kunde' },
      owner: null,
      messages: [
        {
          author: 'Kalle Kunde',
          source: { id: sourceId },
          assessment: { verdict: 'dissatisfied', model: 'test-1', signals },
        },
      ],
      tasks: [
        {
          kind: 'answer',
          state: 'open',
          dueAt: DUE.toISOString(),
          commitment: { target: { unit: 'working_days', amount: 3 } },
        },
      ],
      events: [{ type: 'opened', actor: null }],
      actions: ['answered', 'acknowledge', 'wait', 'not-a-complaint', 'assign-to-me', 'assign', 'set-severity'],
    });
    expect(found.tasks[0]?.commitment?.derivation).toHaveLength(2);
  });

  it('shows an edited message as it reads now', async () => {
    const id = await newCase();
    await api.dataSource.query(
      `with old as (update messages set superseded_at = now() where case_id = $1 returning *)
       insert into messages (source_id, external_id, revision, revision_number, channel, kind, case_id, sent_at, text)
       select source_id, external_id, 'e2', 2, channel, kind, case_id, sent_at, 'Edited' from old`,
      [id],
    );
    expect((await view(id)).messages.map(({ revision, text }) => ({ revision, text }))).toEqual([
      { revision: 2, text: 'Edited' },
    ]);
  });

  it.each([
    ['an unused id', '999999'],
    ['zero', '0'],
    ['a negative number', '-1'],
    ['a fraction', '1.5'],
    ['a word', 'x'],
    ['a number beyond bigint', '99999999999999999999'],
    ['a NUL byte', '1%00'],
    ['10,000 characters', 'a'.repeat(10_000)],
    ['an emoji', '%F0%9F%98%A1'],
  ])('is not found under %s', async (_, id) => {
    const answer = await anna.get(`/api/v1/cases/${id}`).expect(404);
    expect(answer.get('Content-Type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 404, title: 'Not Found' });
    expect(answer.text.length).toBeLessThan(300);
  });
});

describe('recording an answer', () => {
  it('closes the task, moves the case on and says who did it', async () => {
    const id = await newCase();
    const after = await act(anna, id, 'answered', 1, 'Called her back');
    expect(after).toMatchObject({ state: 'acknowledged', version: 2 });
    expect(after.tasks).toMatchObject([{ state: 'done', closedReason: 'recorded-by-person' }]);
    expect(after.events.at(-1)).toMatchObject({
      type: 'answered',
      actor: { id: anna.session.user.id, name: 'anna' },
      detail: { note: 'Called her back' },
    });
    await expectDeadlineOfOpenTasks(id);
  });

  it('closes a review as well', async () => {
    const id = await newCase({ open: { review: DUE, answer: DUE } });
    expect((await act(anna, id, 'answered', 1)).tasks.map((task) => task.state)).toEqual(['done', 'done']);
    await expectDeadlineOfOpenTasks(id);
  });

  it('can be taken back: the task returns with its deadline', async () => {
    const id = await newCase();
    await act(anna, id, 'answered', 1);
    const after = await act(bert, id, 'reopen', 2);
    expect(after).toMatchObject({ state: 'reopened', version: 3 });
    expect(after.tasks).toMatchObject([
      { state: 'open', dueAt: DUE.toISOString(), closedAt: null, closedReason: null, answer: null },
    ]);
    expect(await api.dataSource.query('select * from case_answers where case_id = $1', [id])).toEqual([]);
    expect(await verdictsOf(id)).toEqual([]);
    expect((await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id })).answeredAt).toBeNull();
    await expectDeadlineOfOpenTasks(id);
  });
});

describe('"not a complaint"', () => {
  it('cancels what is open and teaches the detector; undoing it at once is as if nothing had been said', async () => {
    const id = await newCase({ open: { review: DUE } });
    const dismissed = await act(anna, id, 'not-a-complaint', 1);
    expect(dismissed).toMatchObject({ state: 'not_a_complaint', actions: ['reopen'] });
    expect(dismissed.tasks).toMatchObject([{ state: 'cancelled', closedReason: 'not-a-complaint' }]);
    expect(await verdictsOf(id)).toEqual([false]);
    await expectDeadlineOfOpenTasks(id);

    const reopened = await act(anna, id, 'reopen', 2);
    expect(reopened.tasks).toMatchObject([{ state: 'open', dueAt: DUE.toISOString() }]);
    expect(await verdictsOf(id)).toEqual([]);
    await expectDeadlineOfOpenTasks(id);
  });

  it('of a colleague was wrong when somebody reopens the case', async () => {
    const id = await newCase({ open: { review: DUE } });
    await act(anna, id, 'not-a-complaint', 1);
    await act(bert, id, 'reopen', 2);
    expect(await verdictsOf(id)).toEqual([false, true]);
  });

  it('that was wrong after all leaves a task to answer, also when it is said again while we wait', async () => {
    const id = await newCase({ open: { review: DUE } });
    await act(anna, id, 'not-a-complaint', 1);
    // Later than a slip of the hand is noticed.
    api.clock.advance(120_000);
    await act(anna, id, 'reopen', 2);
    const waiting = await act(anna, id, 'wait', 3);
    const messageId = waiting.messages[0]?.id ?? '';
    await anna.post(`/api/v1/messages/${messageId}/verdict`, { dissatisfied: true }).expect(200);
    const after = await view(id);
    expect(after.state).toBe('acknowledged');
    expect(after.tasks.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['answer', 'open'],
      ['review', 'cancelled'],
    ]);
    await expectDeadlineOfOpenTasks(id);
    expect(await verdictsOf(id)).toEqual([false, true]);
  });

  it('is a person’s word: it names them', async () => {
    const id = await newCase();
    await act(bert, id, 'not-a-complaint', 1);
    const verdicts = await api.dataSource.getRepository(VerdictEntity).find({ order: { id: 'DESC' }, take: 1 });
    expect(verdicts[0]?.userId).toBe(bert.session.user.id);
  });
});

describe('ownership', () => {
  it('is taken, taken over and given back', async () => {
    const id = await newCase();
    expect((await act(anna, id, 'assign-to-me', 1)).owner).toEqual({ id: anna.session.user.id, name: 'anna' });
    expect((await act(bert, id, 'assign-to-me', 2)).owner?.name).toBe('bert');
    const free = await act(anna, id, 'unassign', 3);
    expect(free).toMatchObject({ owner: null, version: 4 });
    expect(free.events.map((event) => event.type)).toEqual(['opened', 'assigned', 'assigned', 'unassigned']);
    expect((await act(anna, id, 'unassign', 4)).version).toBe(4);
  });
});

describe('waiting for the customer', () => {
  it('stops the clock, and ending it starts the clock with what was left', async () => {
    const id = await newCase({ open: { answer: new Date(api.clock.now().getTime() + 3_600_000) } });
    const unsaid = await anna.post(`/api/v1/cases/${id}/actions/wait`, { version: 1 }).expect(400);
    expect((unsaid.body as Problem).faults?.map(({ path }) => path)).toEqual(['note']);
    const waiting = await act(anna, id, 'wait', 1, 'Asked on the phone for the order number');
    expect(waiting).toMatchObject({ state: 'waiting', tasks: [{ state: 'paused' }] });
    expect(waiting.tasks[0]?.minutesLeft).toBeCloseTo(60, -1);
    await expectDeadlineOfOpenTasks(id);

    api.clock.advance(7_200_000);
    const resumed = await act(anna, id, 'resume', 2);
    expect(resumed).toMatchObject({ state: 'acknowledged', tasks: [{ state: 'open', minutesLeft: null }] });
    expect(Date.parse(resumed.tasks[0]?.dueAt ?? '') - api.clock.now().getTime()).toBeGreaterThan(3_000_000);
    await expectDeadlineOfOpenTasks(id);
  });
});

describe('handing over and severity', () => {
  it('names the new owner, who must be somebody', async () => {
    const id = await newCase();
    const handOver = (assignee?: string) => anna.post(`/api/v1/cases/${id}/actions/assign`, { version: 1, assignee });
    expect((await handOver().expect(400)).body).toMatchObject({ faults: [{ path: 'assignee' }] });
    await handOver('999999').expect(404);
    await handOver(bert.session.user.id).expect(200);
    const after = await view(id);
    expect(after.owner?.name).toBe('bert');
    expect(after.events.at(-1)).toMatchObject({ type: 'handed_over', detail: { ownerId: bert.session.user.id } });
  });

  it('brings the deadline nearer when it is worse, and teaches the detector', async () => {
    const id = await newCase({ severity: 'low' });
    await anna.post(`/api/v1/cases/${id}/actions/set-severity`, { version: 1 }).expect(400);
    await anna.post(`/api/v1/cases/${id}/actions/set-severity`, { version: 1, severity: 'critical' }).expect(200);
    const after = await view(id);
    expect(after.severity).toBe('critical');
    expect(Date.parse(after.tasks[0]?.dueAt ?? '')).toBeLessThan(DUE.getTime());
    expect(await verdictsOf(id)).toEqual([true]);
    await expectDeadlineOfOpenTasks(id);
  });
});

describe('the time of an answer', () => {
  it('is kept with what proves it', async () => {
    const id = await newCase();
    const [task] = (await act(anna, id, 'answered', 1)).tasks;
    expect(task?.answer).toMatchObject({ inTime: expect.any(Boolean) as boolean, evidence: { kind: 'recorded' } });
  });
});

describe('two people at once', () => {
  let people: Client[];
  beforeAll(async () => {
    people = await Promise.all(Array.from({ length: 50 }, () => api.signedIn('agent')));
  });

  it('who do not give up after a conflict all have their way: fifty deeds, fifty versions, fifty events', async () => {
    const id = await newCase();
    const takeOver = async (person: Client): Promise<void> => {
      for (;;) {
        const { version } = await view(id, person);
        const answer = await person.post(`/api/v1/cases/${id}/actions/assign-to-me`, { version });
        if (answer.status === 200) return;
        expect(answer.status).toBe(409);
      }
    };
    await Promise.all(people.map(takeOver));
    const after = await view(id);
    expect(after.version).toBe(51);
    const owners = after.events.filter(({ type }) => type === 'assigned').map(({ actor }) => actor?.id);
    expect(owners.toSorted()).toEqual(people.map((person) => person.session.user.id).toSorted());
    expect(after.owner?.id).toBe(owners.at(-1));
    // Some thirteen hundred requests.
  }, 240_000);

  it('are told apart by the version they saw', async () => {
    const id = await newCase();
    await act(anna, id, 'assign-to-me', 1);
    const answer = await bert.post(`/api/v1/cases/${id}/actions/not-a-complaint`, { version: 1 }).expect(409);
    expect((answer.body as Problem).detail).toContain('changed by somebody else');
    expect((await view(id)).state).toBe('new');
  });

  it('in fifty windows: one deed takes effect, the others are refused', async () => {
    const id = await newCase();
    const answers = await Promise.all(
      people.map((person, i) =>
        person.post(`/api/v1/cases/${id}/actions/${i % 2 === 0 ? 'answered' : 'not-a-complaint'}`, { version: 1 }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    const after = await view(id);
    expect(after.version).toBe(2);
    expect(after.events).toHaveLength(2);
    await expectDeadlineOfOpenTasks(id);
  });

  it('the same click twenty times has its effect once and always succeeds', async () => {
    const id = await newCase();
    const clicks = Array.from({ length: 20 }, () =>
      anna.post(`/api/v1/cases/${id}/actions/not-a-complaint`, { version: 1 }),
    );
    expect(new Set((await Promise.all(clicks)).map((answer) => answer.status))).toEqual(new Set([200]));
    expect((await view(id)).version).toBe(2);
    expect(await verdictsOf(id)).toEqual([false]);
  });

  it('a repeated request succeeds even when somebody has acted since', async () => {
    const id = await newCase();
    await act(anna, id, 'answered', 1);
    await act(bert, id, 'reopen', 2);
    expect(await act(anna, id, 'answered', 1)).toMatchObject({ state: 'reopened', version: 3 });
  });
});

describe('what the state table refuses', () => {
  it('is a conflict that names what is possible', async () => {
    const id = await newCase();
    const reopening = await anna.post(`/api/v1/cases/${id}/actions/reopen`, { version: 1 }).expect(409);
    expect((reopening.body as Problem).detail).toBe(
      "The case is new: 'reopen' is not possible, only acknowledge, answered, wait, solve and not-a-complaint are",
    );
    await act(anna, id, 'not-a-complaint', 1);
    await anna.post(`/api/v1/cases/${id}/actions/answered`, { version: 2 }).expect(409);
  });

  it('leaves no trace', async () => {
    const id = await newCase();
    const before = await api.dataSource.getRepository(ChangeEntity).count();
    await anna.post(`/api/v1/cases/${id}/actions/reopen`, { version: 1 }).expect(409);
    expect(await view(id)).toMatchObject({ version: 1, events: [{ type: 'opened' }] });
    expect(await api.dataSource.getRepository(ChangeEntity).count()).toBe(before);
  });
});

describe('wrong requests', () => {
  it.each([
    ['no version', {}, 'version'],
    ['a version that is no number', { version: '1' }, 'version'],
    ['a version below 1', { version: 0 }, 'version'],
    ['an endless note', { version: 1, note: 'x'.repeat(2001) }, 'note'],
    ['a NUL byte in the note', { version: 1, note: 'a\0' }, 'note'],
  ])('with %s are refused by name', async (_, body: object, path) => {
    const id = await newCase();
    const answer = await anna.post(`/api/v1/cases/${id}/actions/answered`, body).expect(400);
    expect((answer.body as Problem).faults?.map((fault) => fault.path)).toEqual([path]);
  });

  it.each(['constructor', '__proto__', 'answer', 'x'.repeat(5_000)])(
    'for the action %.20s are not found',
    async (action) => {
      const id = await newCase();
      await anna.post(`/api/v1/cases/${id}/actions/${action}`, { version: 1 }).expect(404);
    },
  );
});
