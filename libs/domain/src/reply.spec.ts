import { InvalidTransition } from './errors.js';
import { OUTGOING_REPLY_STATES, type OutgoingReplyState } from './follow-up.js';
import { nextReplyState, REPLY_ACTIONS, REPLY_TRANSITIONS, replyDeedsFrom } from './reply.js';
import { unreachableStates } from './state-table.js';

describe('the states of a reply', () => {
  it('reaches every state from a queued reply', () => {
    expect(unreachableStates(REPLY_TRANSITIONS, 'queued')).toEqual([]);
    expect(Object.keys(REPLY_TRANSITIONS).sort()).toEqual([...OUTGOING_REPLY_STATES].sort());
  });

  it('never goes from a reply that may have gone out to sending without a person', () => {
    const byItself = REPLY_ACTIONS.filter((action) => !['retry', 'mark_sent', 'discard'].includes(action));
    const reached = new Set(['unsure']);
    for (const state of reached)
      for (const action of byItself) {
        const next = REPLY_TRANSITIONS[state as OutgoingReplyState][action];
        if (next !== undefined) reached.add(next);
      }
    expect([...reached]).toEqual(['unsure', 'sent']);
  });

  it('leaves a sent reply alone', () => {
    for (const action of REPLY_ACTIONS) expect(() => nextReplyState('sent', action)).toThrow(InvalidTransition);
    expect(replyDeedsFrom('sent')).toEqual([]);
    expect(replyDeedsFrom('unsure')).toEqual(['retry', 'mark_sent', 'discard']);
  });
});
