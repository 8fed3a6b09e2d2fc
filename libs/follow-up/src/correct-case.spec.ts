import type { CaseChange, KnownCase, RunningTask } from '@earshot/domain';
import { PlainClocks } from '../../../test/support/clocks.js';
import { assessment, incoming } from '../../../test/support/messages.js';
import { correctCase } from './correct-case.js';

const WROTE = new Date('2026-03-01T08:00:00Z');
const DUE = new Date('2026-03-04T08:00:00Z');
const NOW = new Date('2026-03-03T08:00:00Z');

const paused = (kind: RunningTask['kind']): RunningTask => ({
  id: '70',
  kind,
  state: 'paused',
  openedAt: WROTE,
  dueAt: DUE,
  minutesLeft: 600,
  waitedMinutes: 0,
  commitment: { clock: 'first_answer', calendar: 'FI', receivedAt: WROTE },
});

/** The customer's message is said to be an unhappy one while we wait for them. */
function unhappyWhileWaiting(given: Partial<KnownCase>, isSeverityGiven = false): CaseChange | null {
  const known: KnownCase = {
    id: '7',
    sourceId: '1',
    customerId: '3',
    state: 'waiting',
    severity: 'medium',
    tasks: [],
    answeredAt: null,
    ...given,
  };
  const stored = { id: '99', sourceId: '1', revisionNumber: 1, customerId: '3', caseId: '7', receivedAt: WROTE };
  const message = { ...incoming({ sentAt: WROTE }), ...stored };
  const judged = assessment({ severity: 'high' });
  return correctCase(known, { message, assessment: judged, group: null }, isSeverityGiven, NOW, new PlainClocks());
}

describe('a person’s word that a customer whom we wait for is unhappy', () => {
  it.each([true, false])(
    'ends the waiting and settles the doubt with a task to answer; with a severity: %s',
    (isSeverityGiven) => {
      expect(unhappyWhileWaiting({ tasks: [paused('review')] }, isSeverityGiven)).toMatchObject({
        state: 'acknowledged',
        severity: isSeverityGiven ? 'high' : 'medium',
        closedTasks: [{ taskId: '70', state: 'cancelled', reason: 'superseded' }],
        newTasks: [{ kind: 'answer', state: 'open', commitment: { clock: 'first_answer', receivedAt: WROTE } }],
      });
    },
  );

  it('lets the clock of the answer go on with what was left of it', () => {
    const change = unhappyWhileWaiting({ tasks: [paused('answer')] });
    expect(change).toMatchObject({ state: 'acknowledged', closedTasks: [], newTasks: [] });
    expect(change?.retimedTasks).toMatchObject([{ taskId: '70', dueAt: DUE }]);
  });

  it('asks for an answer also where no task was left', () => {
    expect(unhappyWhileWaiting({})).toMatchObject({ state: 'acknowledged', newTasks: [{ kind: 'answer' }] });
  });

  it('changes nothing about a message that we have answered since', () => {
    expect(unhappyWhileWaiting({ answeredAt: NOW })).toBeNull();
  });

  it('leaves a closed case to its own reopening', () => {
    expect(unhappyWhileWaiting({ state: 'not_a_complaint' })).toBeNull();
  });
});
