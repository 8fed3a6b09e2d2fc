import type {
  Assessment,
  CommitmentRow,
  FollowUpContext,
  IncomingMessage,
  KnownCase,
  Message,
  StoredReply,
} from '@earshot/domain';
import { assessment, incoming, seenReply } from '../../../test/support/messages.js';
import { planFollowUp, type AssessedMessage } from './plan-follow-up.js';

const DUE = new Date('2026-03-05T15:00:00Z');
const commit = (message: Message): CommitmentRow => ({
  standard: 'default',
  workingDays: 3,
  calendar: 'FI',
  zone: 'Europe/Helsinki',
  receivedAt: message.sentAt,
  dueAt: DUE,
  derivation: [],
});

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
  caseByExternalId: new Map(),
  earlierReplies: new Map(),
  ...given,
});
const known = (given: Partial<KnownCase> = {}): KnownCase => ({
  id: '7',
  sourceId: '1',
  customerId: '3',
  state: 'new',
  severity: 'low',
  openTasks: [{ id: '70', kind: 'answer', messageSentAt: new Date('2026-03-01T08:00:00Z'), dueAt: DUE }],
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
    const changes = planFollowUp([unhappy(message), happy(stored())], [], context(), commit);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ caseId: null, state: 'new', severity: 'medium', flaggedMessageId: message.id });
    expect(changes[0]?.newTasks).toMatchObject([{ kind: 'answer', state: 'open', openedAt: message.sentAt }]);
  });

  it('asks for a look where the detector was not sure', () => {
    const [change] = planFollowUp([unhappy(stored(), { verdict: 'uncertain' })], [], context(), commit);
    expect(change?.newTasks).toMatchObject([{ kind: 'review', state: 'open' }]);
  });

  it.each(['list', 'bounce', 'spam'] as const)('asks nothing of anybody for a %s', (kind) => {
    expect(planFollowUp([{ message: stored({ kind }), assessment: null }], [], context(), commit)).toEqual([]);
  });

  it('lets a person look at an unhappy message that software sent in a customer’s name', () => {
    const [change] = planFollowUp([unhappy(stored({ kind: 'automatic' }))], [], context(), commit);
    expect(change?.newTasks).toMatchObject([{ kind: 'review' }]);
  });

  it('keeps one case for two unhappy mails of one customer, with the clock of the first', () => {
    const first = stored({ customerId: '3' });
    const second = stored({ customerId: '3', sentAt: new Date('2026-03-02T10:00:00Z') });
    const changes = planFollowUp([unhappy(second), unhappy(first)], [], context(), commit);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.newTasks).toMatchObject([{ messageId: first.id }]);
    expect(changes[0]?.flaggedMessageId).toBe(second.id);
  });

  it('joins a thank-you to its thread without starting a clock', () => {
    const thanks = stored({ references: ['<first>'] });
    const [change] = planFollowUp([happy(thanks)], [], knownContext({ state: 'acknowledged', openTasks: [] }), commit);
    expect(change).toMatchObject({ caseId: '7', joinedMessageIds: [thanks.id], newTasks: [], flaggedMessageId: null });
  });

  it('does not join a happy message of another thread to the customer’s open case', () => {
    expect(planFollowUp([happy(stored({ customerId: '3' }))], [], knownContext(), commit)).toEqual([]);
  });

  it('settles a doubt when the customer writes something clear', () => {
    const openTasks = [
      { id: '70', kind: 'review' as const, messageSentAt: new Date('2026-03-01T08:00:00Z'), dueAt: DUE },
    ];
    const [change] = planFollowUp(
      [unhappy(stored({ references: ['<first>'] }))],
      [],
      knownContext({ openTasks }),
      commit,
    );
    expect(change?.closedTasks).toMatchObject([{ taskId: '70', reason: 'superseded' }]);
    expect(change?.newTasks).toMatchObject([{ kind: 'answer' }]);
  });

  it.each(['solved', 'closed', 'not_a_complaint'] as const)(
    'reopens a case that was %s when its customer is unhappy again',
    (state) => {
      const [change] = planFollowUp(
        [unhappy(stored({ references: ['<first>'] }))],
        [],
        knownContext({ state, openTasks: [] }),
        commit,
      );
      expect(change).toMatchObject({ caseId: '7', state: 'reopened' });
      expect(change?.newTasks).toHaveLength(1);
    },
  );

  it('keeps an edited message in its case', () => {
    const edited = stored({ externalId: 'review-1', revisionNumber: 2 });
    const given = { ...knownContext(), caseByExternalId: new Map([['review-1', '7']]) };
    const [change] = planFollowUp([happy(edited)], [], given, commit);
    expect(change).toMatchObject({ caseId: '7', joinedMessageIds: [edited.id] });
    expect(change?.events).toMatchObject([{ type: 'message_joined', detail: { how: 'edited' } }]);
  });
});

describe('an answer seen in the channel', () => {
  it('closes the answer task with the time of the answer', () => {
    const answer = reply({ answers: ['<unknown>', '<first>'] });
    const [change] = planFollowUp([], [answer], knownContext(), commit);
    expect(change).toMatchObject({ state: 'acknowledged', answeredAt: answer.sentAt, joinedReplyIds: [answer.id] });
    expect(change?.closedTasks).toEqual([{ taskId: '70', closedAt: answer.sentAt, reason: 'answer-seen' }]);
  });

  it('counts when it was read before its question', () => {
    const message = stored({ threadId: '<late>' });
    const answer = reply({ answers: ['<late>'] });
    const given = context({ earlierReplies: new Map([['<late>', [answer]]]) });
    const [change] = planFollowUp([unhappy(message)], [], given, commit);
    expect(change).toMatchObject({ state: 'acknowledged', answeredAt: answer.sentAt });
    expect(change?.newTasks).toMatchObject([{ state: 'done', closedAt: answer.sentAt, closedReason: 'answer-seen' }]);
  });

  it('does not count when it is automatic', () => {
    const [change] = planFollowUp([], [reply({ answers: ['<first>'], automatic: true })], knownContext(), commit);
    expect(change).toMatchObject({ state: 'new', answeredAt: null, closedTasks: [] });
  });

  it('does not answer what the customer wrote after it', () => {
    const first = stored({ threadId: '<a>' });
    const later = stored({ references: ['<a>'], sentAt: new Date('2026-03-02T10:00:00Z') });
    const [change] = planFollowUp([unhappy(first), unhappy(later)], [reply({ answers: ['<a>'] })], context(), commit);
    expect(change?.newTasks).toMatchObject([
      { messageId: first.id, state: 'done' },
      { messageId: later.id, state: 'open' },
    ]);
  });

  it('belongs to no case when it answers nothing that was flagged', () => {
    expect(planFollowUp([], [reply({ answers: ['<other>'] })], knownContext(), commit)).toEqual([]);
  });

  it('leads the customer’s answer to our answer back to the case', () => {
    const first = stored({ threadId: '<a>' });
    const ours = reply({ answers: ['<a>'] });
    const again = stored({ references: [ours.threadId ?? ''], sentAt: new Date('2026-03-02T10:00:00Z') });
    expect(planFollowUp([unhappy(first), unhappy(again)], [ours], context(), commit)).toHaveLength(1);
  });
});
