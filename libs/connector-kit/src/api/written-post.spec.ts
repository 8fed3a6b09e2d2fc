import { siteAuthor } from './site-author.js';
import { postOutcome, type WrittenPost } from './written-post.js';

const NOW = new Date('2026-03-03T12:00:00Z');
const WRITTEN = new Date('2026-03-02T10:00:00Z');
const post: WrittenPost = {
  id: 'p-2',
  revision: null,
  channel: 'social',
  author: siteAuthor('forum.example', { handle: 'vera', name: 'Vera' }),
  date: WRITTEN,
  text: 'Where is it?',
  url: null,
  references: ['p-1'],
};

describe('a post', () => {
  it('of a customer is a message', () =>
    expect(postOutcome(post, false, NOW)).toMatchObject({
      message: { externalId: 'p-2', threadId: 'p-2', kind: 'person', sentAt: WRITTEN, text: 'Where is it?', tags: [] },
    }));

  it('of the house is an answer to what it stands below', () =>
    expect(postOutcome(post, true, NOW)).toMatchObject({
      reply: { externalId: 'p-2', answers: ['p-1'], sentAt: WRITTEN, automatic: false, text: 'Where is it?' },
    }));

  it('of the house that answers nothing is left aside', () =>
    expect(postOutcome({ ...post, references: [] }, true, NOW)).toEqual({ skipped: 'own-post' }));

  it('without a date says so beside what its channel remarks', () =>
    expect(postOutcome({ ...post, date: null, tags: ['direct-message'] }, false, NOW)).toMatchObject({
      message: { sentAt: NOW, tags: ['date-missing', 'direct-message'] },
    }));
});

describe('the writer of a post', () => {
  it.each([
    ['vera', 'Vera', { name: 'Vera', handle: 'vera', namespace: 'forum.example' }],
    ['vera', '', { name: null, handle: 'vera', namespace: 'forum.example' }],
    [null, 'Vera', { name: 'Vera', handle: null, namespace: null }],
    ['', undefined, { name: null, handle: null, namespace: null }],
  ])('with the handle %j and the name %j', (handle, name, author) =>
    expect(siteAuthor('forum.example', { handle, name })).toEqual({ ...author, address: null }),
  );
});
