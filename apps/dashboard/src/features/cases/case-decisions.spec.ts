import type { CaseEventView, MessageView, OutgoingReplyView, ReplyView } from '@earshot/contracts';
import { actionsByRoom, offeredActions } from './offered-actions';
import { decisiveMessage, isWebAddress, joinReasons, threadItems } from './thread-items';

const message = (id: string, sentAt: string, probability: number | null): MessageView =>
  ({ id, sentAt, assessment: probability === null ? null : { probability } }) as MessageView;

describe('the buttons of a case', () => {
  const customer = { id: '71', name: 'Ilze' };

  it('are those that the API offers, without the ones that need to be told more', () => {
    const offered = offeredActions({ customer, actions: ['answered', 'wait', 'assign', 'set-severity'] });
    expect(offered).toEqual(['answered', 'wait']);
    expect(offeredActions({ customer, actions: [] })).toEqual([]);
  });

  it('do not open again what nobody is left to be answered for', () => {
    expect(offeredActions({ customer, actions: ['reopen'] })).toEqual(['reopen']);
    expect(offeredActions({ customer: { id: '71', name: '' }, actions: ['reopen'] })).toEqual([]);
  });

  it('are two on a phone, answering among them, and none is lost', () => {
    const offered = offeredActions({ customer, actions: ['answered', 'acknowledge', 'wait'] });
    expect(actionsByRoom(offered, true)).toEqual({ main: ['answered'], rest: ['acknowledge', 'wait'] });
    expect(actionsByRoom(offered, false)).toEqual({ main: ['answered', 'acknowledge'], rest: ['wait'] });
    expect(actionsByRoom([], true)).toEqual({ main: [], rest: [] });
  });
});

describe('the conversation', () => {
  it('stands in the order in which it was said', () => {
    const reply = { id: '9', sentAt: '2026-11-02T10:00:00Z' } as ReplyView;
    const items = threadItems({
      messages: [message('1', '2026-11-01T10:00:00Z', null), message('2', '2026-11-02T12:00:00+03:00', null)],
      replies: [reply],
    });
    expect(items.map((item) => (item.type === 'message' ? item.message.id : item.type))).toEqual(['1', '2', 'reply']);
  });

  it('shows a reply that was written here once: as its channel shows it, when it has been seen there', () => {
    const outgoing = (id: string, seenReplyId: string | null, state: OutgoingReplyView['state'] = 'sent') =>
      ({ id, state, seenReplyId, createdAt: '2026-11-02T10:00:00Z', sentAt: null }) as OutgoingReplyView;
    const replies = [{ id: '9', sentAt: '2026-11-02T10:00:00Z' } as ReplyView];
    const items = threadItems({ messages: [], replies }, [
      outgoing('1', '9'),
      outgoing('2', null),
      outgoing('3', null, 'discarded'),
    ]);
    expect(items.map((item) => (item.type === 'outgoing' ? item.outgoing.id : item.type))).toEqual(['reply', '2']);
  });

  it('tells why each message joined, and which solution it was found to be about', () => {
    const event = (type: string, at: string, detail: object): CaseEventView =>
      ({ id: at, at, actor: null, type, detail }) as CaseEventView;
    const reasons = joinReasons([
      event('message_joined', '2026-11-05T10:00:00Z', { messageId: '3', how: 'subject' }),
      event('opened', '2026-11-01T10:00:00Z', { messageId: '1', how: 'first' }),
      event('message_joined', '2026-11-02T10:00:00Z', { messageId: '2', how: 'thread' }),
      event('solved', '2026-11-03T10:00:00Z', {}),
    ]);
    expect([...reasons]).toEqual([
      ['2', { how: 'thread', solvedAt: null }],
      ['3', { how: 'subject', solvedAt: '2026-11-03T10:00:00Z' }],
    ]);
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
