import type {
  Assessment,
  FollowUpContext,
  IncomingMessage,
  KnownCase,
  Message,
  RunningTask,
  StoredReply,
} from '@earshot/domain';
import { PlainClocks } from '../../../test/support/clocks.js';
import { assessment, incoming, seenReply } from '../../../test/support/messages.js';
import { planFollowUp, type AssessedMessage } from './plan-follow-up.js';

const ASKED = new Date('2026-03-01T08:00:00Z');
const DUE = new Date('2026-03-04T08:00:00Z');
const clocks = new PlainClocks();

let nextId = 100;
function stored(given: Partial<IncomingMessage & { customerId: string; revisionNumber: number }> = {}): Message {
  nextId += 1;
  const message = incoming(given);
  return {
    ...message,
    id: String(nextId),
    sourceId: '1',
    revisionNumber: given.revisionNumber ?? 1,
    customerId: given.customerId ?? null,
    caseId: null,
    receivedAt: new Date(message.sentAt.getTime() + 60_000),
  };
}
const unhappy = (message: Message, given: Partial<Assessment> = {}): AssessedMessage => ({
  message,
  assessment: assessment(given),
});
const happy = (message: Message): AssessedMessage =>
  unhappy(message, { verdict: 'not_dissatisfied', severity: 'none', probability: 0.1 });
const reply = (given: Partial<StoredReply> = {}): StoredReply => {
  nextId += 1;
  return { ...seenReply(given), id: String(nextId) };
};
const context = (given: Partial<FollowUpContext> = {}): FollowUpContext => ({
  cases: new Map(),
  caseByThreadId: new Map(),
  openCaseByCustomer: new Map(),
  recentCaseBySubject: new Map(),
  groupByCustomer: new Map(),
  caseByExternalId: new Map(),
  earlierReplies: new Map(),
  ...given,
});
const running = (given: Partial<RunningTask> = {}): RunningTask => ({
  id: '70',
  kind: 'answer',
  state: 'open',
  openedAt: ASKED,
  dueAt: DUE,
  minutesLeft: null,
  waitedMinutes: 0,
  commitment: { clock: 'first_answer', calendar: 'FI', receivedAt: ASKED },
  ...given,
});
const known = (given: Partial<KnownCase> = {}): KnownCase => ({
  id: '7',
  sourceId: '1',
  customerId: '3',
  state: 'new',
  severity: 'low',
  tasks: [running()],
  answeredAt: null,
  ...given,
});
const knownContext = (given: Partial<KnownCase> = {}) =>
  context({
    cases: new Map([['7', known(given)]]),
    caseByThreadId: new Map([['<first>', '7']]),
    openCaseByCustomer: new Map([['3', '7']]),
  });

describe('a page of messages', () => {
  it('opens a case with an answer task for an unhappy customer, and nothing for a happy one', () => {
    const message = stored();
    const changes = planFollowUp([unhappy(message), happy(stored())], [], context(), clocks);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ caseId: null, state: 'new', severity: 'medium', flaggedMessageId: message.id });
    expect(changes[0]?.newTasks).toMatchObject([{ kind: 'answer', state: 'open', openedAt: message.sentAt }]);
  });

  it('asks for a look where the detector was not sure', () => {
    const [change] = planFollowUp([unhappy(stored(), { verdict: 'uncertain' })], [], context(), clocks);
    expect(change?.newTasks).toMatchObject([{ kind: 'review', state: 'open' }]);
  });

  it.each(['list', 'bounce', 'spam'] as const)('asks nothing of anybody for a %s', (kind) => {
    expect(planFollowUp([{ message: stored({ kind }), assessment: null }], [], context(), clocks)).toEqual([]);
  });

  it('lets a person look at an unhappy message that software sent in a customer’s name', () => {
    const [change] = planFollowUp([unhappy(stored({ kind: 'automatic' }))], [], context(), clocks);
    expect(change?.newTasks).toMatchObject([{ kind: 'review' }]);
  });

  it('keeps one case for two unhappy mails of one customer, with the clock of the first', () => {
    const first = stored({ customerId: '3' });
    const second = stored({ customerId: '3', sentAt: new Date('2026-03-02T10:00:00Z') });
    const changes = planFollowUp([unhappy(second), unhappy(first)], [], context(), clocks);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.newTasks).toMatchObject([{ messageId: first.id }]);
    expect(changes[0]?.flaggedMessageId).toBe(second.id);
  });

  it('joins a thank-you to its thread without starting a clock', () => {
    const thanks = stored({ references: ['<first>'] });
    const [change] = planFollowUp([happy(thanks)], [], knownContext({ state: 'acknowledged', tasks: [] }), clocks);
    expect(change).toMatchObject({ caseId: '7', joinedMessageIds: [thanks.id], newTasks: [], flaggedMessageId: null });
  });

  it('does not join a happy message of another thread to the customer’s open case', () => {
    expect(planFollowUp([happy(stored({ customerId: '3' }))], [], knownContext(), clocks)).toEqual([]);
  });

  it('settles a doubt when the customer writes something clear', () => {
    const tasks = [running({ kind: 'review' })];
    const [change] = planFollowUp([unhappy(stored({ references: ['<first>'] }))], [], knownContext({ tasks }), clocks);
    expect(change?.closedTasks).toMatchObject([{ taskId: '70', state: 'cancelled', reason: 'superseded' }]);
    expect(change?.newTasks).toMatchObject([{ kind: 'answer' }]);
  });

  it.each(['solved', 'closed', 'not_a_complaint'] as const)(
    'reopens a case that was %s when its customer is unhappy again',
    (state) => {
      const [change] = planFollowUp(
        [unhappy(stored({ references: ['<first>'] }))],
        [],
        knownContext({ state, tasks: [] }),
        clocks,
      );
      expect(change).toMatchObject({ caseId: '7', state: 'reopened' });
      expect(change?.newTasks).toHaveLength(1);
    },
  );

  it('keeps an edited message in its case', () => {
    const edited = stored({ externalId: 'review-1', revisionNumber: 2 });
    const given = { ...knownContext(), caseByExternalId: new Map([['review-1', '7']]) };
    const [change] = planFollowUp([happy(edited)], [], given, clocks);
    expect(change).toMatchObject({ caseId: '7', joinedMessageIds: [edited.id] });
    expect(change?.events).toMatchObject([
      { type: 'message_joined', detail: { how: 'edited' } },
      { type: 'edited_milder', detail: { severity: 'none', kept: 'low' } },
    ]);
  });
});

describe('an answer seen in the channel', () => {
  it('closes the answer task with the time of the answer', () => {
    const answer = reply({ answers: ['<unknown>', '<first>'] });
    const [change] = planFollowUp([], [answer], knownContext(), clocks);
    expect(change).toMatchObject({ state: 'acknowledged', answeredAt: answer.sentAt, joinedReplyIds: [answer.id] });
    expect(change?.closedTasks).toEqual([
      {
        taskId: '70',
        state: 'done',
        closedAt: answer.sentAt,
        reason: 'answer-seen',
        answer: {
          clock: 'first_answer',
          at: answer.sentAt,
          seconds: (answer.sentAt.getTime() - ASKED.getTime()) / 1000,
          inTime: answer.sentAt <= DUE,
          evidence: { kind: 'seen', replyId: answer.id },
        },
      },
    ]);
  });

  it('counts when it was read before its question', () => {
    const message = stored({ threadId: '<late>' });
    const answer = reply({ answers: ['<late>'] });
    const given = context({ earlierReplies: new Map([['<late>', [answer]]]) });
    const [change] = planFollowUp([unhappy(message)], [], given, clocks);
    expect(change).toMatchObject({ state: 'acknowledged', answeredAt: answer.sentAt });
    expect(change?.newTasks).toMatchObject([{ state: 'done', closedAt: answer.sentAt, closedReason: 'answer-seen' }]);
  });

  it('does not count when it is automatic', () => {
    const [change] = planFollowUp([], [reply({ answers: ['<first>'], automatic: true })], knownContext(), clocks);
    expect(change).toMatchObject({ state: 'new', answeredAt: null, closedTasks: [] });
  });

  it('does not answer what the customer wrote after it', () => {
    const first = stored({ threadId: '<a>' });
    const later = stored({ references: ['<a>'], sentAt: new Date('2026-03-02T10:00:00Z') });
    const [change] = planFollowUp([unhappy(first), unhappy(later)], [reply({ answers: ['<a>'] })], context(), clocks);
    expect(change?.newTasks).toMatchObject([
      { messageId: first.id, state: 'done' },
      { messageId: later.id, state: 'open' },
    ]);
  });

  it('belongs to no case when it answers nothing that was flagged', () => {
    expect(planFollowUp([], [reply({ answers: ['<other>'] })], knownContext(), clocks)).toEqual([]);
  });

  it('leads the customer’s answer to our answer back to the case', () => {
    const first = stored({ threadId: '<a>' });
    const ours = reply({ answers: ['<a>'] });
    const again = stored({ references: [ours.threadId ?? ''], sentAt: new Date('2026-03-02T10:00:00Z') });
    expect(planFollowUp([unhappy(first), unhappy(again)], [ours], context(), clocks)).toHaveLength(1);
  });
});

describe('the clocks of a case', () => {
  const ANSWERED = new Date('2026-03-01T12:00:00Z');
  const LATER = new Date('2026-03-02T10:00:00Z');
  const again = (given: Partial<Assessment> = {}) =>
    unhappy(stored({ references: ['<first>'], customerId: '3', sentAt: LATER }), given);

  it('runs for the next answer when the customer writes after an answer of ours', () => {
    const answered = knownContext({ state: 'acknowledged', tasks: [], answeredAt: ANSWERED });
    const [change] = planFollowUp([again()], [], answered, clocks);
    expect(change?.newTasks).toMatchObject([
      { kind: 'answer', commitment: { clock: 'next_answer', receivedAt: LATER } },
    ]);
  });

  it('does not run for words that were answered before they were read', () => {
    const answered = knownContext({ state: 'acknowledged', tasks: [], answeredAt: new Date('2026-03-03T10:00:00Z') });
    const [change] = planFollowUp([again()], [], answered, clocks);
    expect(change).toMatchObject({ state: 'acknowledged', newTasks: [] });
  });

  it('goes on with what was left when the customer writes while we wait for them', () => {
    const dueAt = new Date('2026-03-02T10:30:00Z');
    const paused = running({ kind: 'solve', state: 'paused', minutesLeft: 90, dueAt });
    const given = knownContext({ state: 'waiting', tasks: [paused], answeredAt: ANSWERED });
    const [change] = planFollowUp([happy(again().message)], [], given, clocks);
    expect(change?.state).toBe('acknowledged');
    expect(change?.retimedTasks).toMatchObject([{ taskId: '70', dueAt: new Date('2026-03-02T11:30:00Z') }]);
  });

  it('ends sooner when matters get worse, counted from the customer’s first words', () => {
    const [change] = planFollowUp([again({ severity: 'critical' })], [], knownContext(), clocks);
    expect(change?.newTasks).toEqual([]);
    expect(change?.retimedTasks).toMatchObject([
      { taskId: '70', dueAt: new Date('2026-03-03T10:00:00Z'), commitment: { receivedAt: ASKED } },
    ]);
  });

  it('and the timeline says when later words are graver, and nothing of the first ones', () => {
    const [worse] = planFollowUp([again({ severity: 'critical' })], [], knownContext(), clocks);
    expect(worse?.events).toContainEqual(
      expect.objectContaining({
        type: 'severity_raised',
        detail: expect.objectContaining({ from: 'low', to: 'critical' }) as unknown,
      }),
    );
    const [fresh] = planFollowUp([unhappy(stored())], [], context(), clocks);
    expect(fresh?.events.map(({ type }) => type)).not.toContain('severity_raised');
  });

  it('never ends later because of milder words', () => {
    const [change] = planFollowUp([again({ severity: 'low' })], [], knownContext(), clocks);
    expect(change?.retimedTasks).toEqual([]);
  });

  it('runs for the solution too where one is promised, and an answer does not stop it', () => {
    const message = stored({ threadId: '<a>' });
    const solving = new PlainClocks(10);
    const [change] = planFollowUp([unhappy(message)], [reply({ answers: ['<a>'] })], context(), solving);
    expect(change?.newTasks).toMatchObject([
      { kind: 'answer', state: 'done' },
      { kind: 'solve', state: 'open', commitment: { clock: 'solution' } },
    ]);
  });

  it('starts for an edit when the edit was read, not when the first words were written', () => {
    const edited = stored({ externalId: 'review-1', revisionNumber: 2 });
    const given = {
      ...knownContext({ state: 'acknowledged', tasks: [], answeredAt: edited.sentAt }),
      caseByExternalId: new Map([['review-1', '7']]),
    };
    const [change] = planFollowUp([unhappy(edited)], [], given, clocks);
    expect(change?.newTasks).toMatchObject([{ commitment: { receivedAt: edited.receivedAt } }]);
  });
});

describe('a matter that comes back', () => {
  it('reopens the case of the same subject that was settled a short while ago, and says why it joined', () => {
    const message = stored({ subject: 'VS: Where is my card?', customerId: '3' });
    const given = context({
      cases: new Map([['7', known({ state: 'solved', tasks: [] })]]),
      recentCaseBySubject: new Map([['3 where is my card?', '7']]),
    });
    const [change] = planFollowUp([unhappy(message)], [], given, clocks);
    expect(change).toMatchObject({ caseId: '7', state: 'reopened' });
    expect(change?.events[0]).toMatchObject({ type: 'message_joined', detail: { how: 'subject' } });
  });

  it('has nothing left of what was to follow the solution', () => {
    const check = running({ kind: 'recovery_check', commitment: null });
    const given = knownContext({ state: 'closed', tasks: [check] });
    const [change] = planFollowUp([unhappy(stored({ references: ['<first>'] }))], [], given, clocks);
    expect(change?.closedTasks).toMatchObject([{ taskId: '70', state: 'cancelled', reason: 'reopened' }]);
    expect(change?.newTasks).toMatchObject([{ kind: 'answer' }]);
  });

  it('leaves a settled case settled when its customer says thank you', () => {
    const [change] = planFollowUp(
      [happy(stored({ references: ['<first>'] }))],
      [],
      knownContext({ state: 'solved', tasks: [] }),
      clocks,
    );
    expect(change).toMatchObject({ caseId: '7', state: 'solved', newTasks: [] });
  });
});
