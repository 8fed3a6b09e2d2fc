import type { FeedEntry } from './feed-document.js';

/** What the feeds of phpBB say beyond Atom. */
export interface PhpbbPost {
  /** Names the topic within the feed, as the first post of a thread is named. */
  readonly topic: string;
  /** It began the topic. */
  readonly isFirst: boolean;
  /** HTML without what the board adds below every post. */
  readonly content: string;
}

const POST_LINK = /\/viewtopic\.php\?/;
/** The board's name and the mark of an answer before a topic's title: `Orders • Re: Where is my parcel?` */
const BEFORE_TITLE = /^(?:.*? • )?(Re: )?/;
/** Longer paragraphs are a person's own. UTF-16 units of HTML. */
const LONGEST_STATISTICS = 1_000;

/** A post of phpBB by its link, or `null` for an entry of another feed (https://www.phpbb.com, `styles/all/template/feed`). */
export function phpbbPost({ id, link, title, content }: FeedEntry): PhpbbPost | null {
  const address = [link, id].find((candidate) => candidate !== null && POST_LINK.test(candidate));
  if (address === undefined || address === null) return null;
  const named = /[?&;]t=(\d+)/.exec(address)?.[1];
  const [before = '', answer] = BEFORE_TITLE.exec(title ?? '') ?? [];
  return {
    // Older boards name the topic in the link of a post, newer ones only the post.
    topic: named === undefined ? `topic:${(title ?? '').slice(before.length)}` : `topic:t=${named}`,
    isFirst: answer === undefined,
    content: withoutStatistics(content ?? ''),
  };
}

/**
 * Leaves off `Statistics: Posted by …  — Views 60`, in the board's language: the counters in it change all the time. It is
 * the last paragraph, with a rule below it.
 */
function withoutStatistics(content: string): string {
  const start = content.lastIndexOf('<p>');
  const last = content.slice(start, start + LONGEST_STATISTICS);
  const isAll = start !== -1 && start + last.length === content.length;
  return isAll && /<\/p>\s*<hr ?\/?>\s*$/.test(last) && last.includes(':') ? content.slice(0, start) : content;
}
