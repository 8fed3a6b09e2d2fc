import type { ReplyDraftRequest, ReplyDraftView } from '@earshot/contracts';
import { ApiError, Unreachable } from '../../../shared/api/api-error';
import { DraftKeeper } from './draft-keeper';

const FRESH = { to: 'vera@mail.example', subject: 'Re: Payment', text: '' };
const conflict = () => new ApiError(409, { type: 'about:blank', title: 'Conflict', status: 409 });

/** A server with one draft, and a browser's storage that outlives the keeper. */
function desk() {
  const server = {
    draft: {
      revision: 0,
      to: null,
      subject: null,
      text: '',
      messageId: null,
      updatedAt: null,
      attachments: [],
    } as ReplyDraftView,
    failure: null as Error | null,
    read: async () => server.draft,
    save: async (request: ReplyDraftRequest) => {
      if (server.failure !== null) throw server.failure;
      if (request.revision !== server.draft.revision) throw conflict();
      const updatedAt = new Date(Date.now()).toISOString();
      server.draft = { ...server.draft, ...request, revision: request.revision + 1, updatedAt };
      return server.draft;
    },
  };
  const shelf = {
    kept: null as string | null,
    read: () => shelf.kept,
    write: (value: string | null) => void (shelf.kept = value),
  };
  const open = () => new DraftKeeper(server, shelf, '5', server.draft, FRESH);
  return { server, shelf, open };
}

describe('the draft of a reply', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());
  const aMoment = () => jest.advanceTimersByTimeAsync(1_000);

  it('is on the server a moment after the last key, and nothing stays behind in the browser', async () => {
    const { server, shelf, open } = desk();
    const keeper = open();
    keeper.write({ text: 'Dear' });
    keeper.write({ text: 'Dear Vera' });
    expect([keeper.getState().status, shelf.kept]).toEqual(['unsaved', expect.stringContaining('Dear Vera')]);
    await aMoment();
    expect(server.draft).toMatchObject({ ...FRESH, text: 'Dear Vera', revision: 1, messageId: '5' });
    expect([keeper.getState().status, shelf.kept]).toEqual(['saved', null]);
  });

  it('outlives a reload before it was saved', async () => {
    const { server, open } = desk();
    open().write({ text: 'Half a sent' });
    const reloaded = open();
    expect(reloaded.getState().words.text).toBe('Half a sent');
    await aMoment();
    expect(server.draft.text).toBe('Half a sent');
  });

  it('stays in the browser while the server is away, and is saved when it is back', async () => {
    const { server, shelf, open } = desk();
    const keeper = open();
    server.failure = new Unreachable('no answer');
    keeper.write({ text: 'On the train' });
    await aMoment();
    expect([keeper.getState().status, shelf.kept]).toEqual(['here', expect.stringContaining('On the train')]);
    server.failure = null;
    await jest.advanceTimersByTimeAsync(10_000);
    expect([keeper.getState().status, server.draft.text]).toEqual(['saved', 'On the train']);
  });

  it('takes what was typed while it was being saved along', async () => {
    const { server, open } = desk();
    const keeper = open();
    keeper.write({ text: 'One' });
    const flushed = keeper.flush();
    keeper.write({ text: 'One two' });
    await flushed;
    await aMoment();
    expect([keeper.getState().status, server.draft.text]).toEqual(['saved', 'One two']);
  });

  it('asks when another window has saved other words, and keeps those that are chosen', async () => {
    for (const [whose, kept] of [
      ['mine', 'Mine'],
      ['theirs', 'Theirs'],
    ] as const) {
      const { server, open } = desk();
      const keeper = open();
      await server.save({ revision: 0, ...FRESH, text: 'Theirs', messageId: null });
      keeper.write({ text: 'Mine' });
      await aMoment();
      expect(keeper.getState()).toMatchObject({
        status: 'conflict',
        words: { text: 'Mine' },
        theirs: { text: 'Theirs' },
      });
      keeper.settle(whose);
      await aMoment();
      expect([keeper.getState().words.text, server.draft.text]).toEqual([kept, kept]);
    }
  });

  it('does not ask when the other revision says the same, or nothing', async () => {
    for (const text of ['Mine', '']) {
      const { server, open } = desk();
      const keeper = open();
      await server.save({ revision: 0, ...FRESH, text, messageId: null });
      keeper.write({ text: 'Mine' });
      await aMoment();
      await aMoment();
      expect([keeper.getState().status, server.draft.text]).toEqual(['saved', 'Mine']);
    }
  });

  it('is gone when it was sent', async () => {
    const { shelf, open } = desk();
    const keeper = open();
    keeper.write({ text: 'Dear Vera' });
    keeper.clear();
    await aMoment();
    expect([keeper.getState(), shelf.kept]).toEqual([expect.objectContaining({ words: FRESH, status: 'saved' }), null]);
  });
});
