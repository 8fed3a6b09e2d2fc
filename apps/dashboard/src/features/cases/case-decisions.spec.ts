import type { CaseView, MessageView, ReplyView } from '@earshot/contracts';
import { offeredActions } from './offered-actions';
import { decisiveMessage, isWebAddress, threadItems } from './thread-items';

const message = (id: string, sentAt: string, probability: number | null): MessageView =>
  ({ id, sentAt, assessment: probability === null ? null : { probability } }) as MessageView;

describe('the buttons of a case', () => {
  it('are those that the API offers, without the ones that need to be told more', () => {
    expect(offeredActions({ actions: ['answered', 'wait', 'assign', 'set-severity'] })).toEqual(['answered', 'wait']);
    expect(offeredActions({ actions: [] })).toEqual([]);
  });
});

describe('the conversation', () => {
  it('stands in the order in which it was said', () => {
    const reply = { id: '9', sentAt: '2026-11-02T10:00:00Z' } as ReplyView;
    const items = threadItems({
      messages: [message('1', '2026-11-01T10:00:00Z', null), message('2', '2026-11-02T12:00:00+03:00', null)],
      replies: [reply],
    });
    expect(items.map((item) => (item.type === 'reply' ? item.reply.id : item.message.id))).toEqual(['1', '2', '9']);
  });

  it('is explained by the message judged worst, the newest of equals', () => {
    const at = '2026-11-01T10:00:00Z';
    expect(decisiveMessage([message('1', at, 0.9), message('2', at, 0.9), message('3', at, 0.2)])?.id).toBe('2');
    expect(decisiveMessage([message('1', at, null)])).toBeNull();
  });

  it('links to web pages only', () => {
    expect(['https://a.example', 'javascript:alert(1)', 'data:text/html,x', '//a'].map(isWebAddress)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
