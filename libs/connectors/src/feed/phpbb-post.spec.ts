import type { FeedEntry } from './feed-document.js';
import { phpbbPost } from './phpbb-post.js';

const entry = (more: Partial<FeedEntry>): FeedEntry => ({
  id: 'https://forum.example/viewtopic.php?p=7#p7',
  title: 'Orders • Where is my parcel?',
  link: 'https://forum.example/viewtopic.php?p=7#p7',
  author: null,
  published: null,
  updated: null,
  content: 'Late',
  language: null,
  rating: null,
  inReplyTo: [],
  ...more,
});

describe('a post of phpBB', () => {
  it('names its topic by the title that all posts of it share, or by its number', () => {
    const first = phpbbPost(entry({}));
    const answer = phpbbPost(entry({ title: 'Orders • Re: Where is my parcel?' }));
    expect(first).toMatchObject({ topic: 'topic:Where is my parcel?', isFirst: true });
    expect(answer).toMatchObject({ topic: first?.topic, isFirst: false });
    const numbered = entry({ link: 'https://forum.example/viewtopic.php?f=2&t=55&p=7#p7' });
    expect(phpbbPost(numbered)).toMatchObject({ topic: 'topic:t=55' });
  });

  it.each([
    [
      'Late<p>Statistics: Posted by <a href="https://f.example/u">anna</a> — Mon Mar 02, 2026 — Replies 3 — Views 60</p><hr />',
      'Late',
    ],
    ['Late<p>Статистика: Добавлено <span class="username">anna</span> — 02 мар 2026</p><hr />\n', 'Late'],
    ['Late<p>My own words: all of them.</p>', 'Late<p>My own words: all of them.</p>'],
    ['One<hr />two', 'One<hr />two'],
  ])('%s', (content, words) => expect(phpbbPost(entry({ content }))?.content).toBe(words));

  it('takes time in proportion to hostile markup', () => {
    const hostile = `<p>${'a:'.repeat(50_000)}${'<p>a:'.repeat(50_000)}`;
    expect(phpbbPost(entry({ content: hostile }))?.content).toBe(hostile);
  });

  it('is none where the link leads to no topic', () => {
    expect(phpbbPost(entry({ id: 'urn:1', link: 'https://forum.example/t/7' }))).toBeNull();
  });
});
