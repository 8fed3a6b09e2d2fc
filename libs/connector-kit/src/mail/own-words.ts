import { plainLines, type MailLine } from './mail-line.js';

/** A text taken apart; together the three hold every line of it that is not blank. */
export interface OwnWords {
  /** What the writer wrote now. */
  readonly text: string;
  readonly quoted: string | null;
  readonly signature: string | null;
}

/** What is known about the mail beside its text. */
export interface OwnWordsContext {
  /** The writer's display name: a last line that repeats it is a signature. */
  readonly author?: string | null;
  /** The mail answers another: where it has no words of its own, the quoted text is not taken for a forwarded one. */
  readonly isReply?: boolean;
}

/** Splits plain text into the writer's own new words, what they quoted or forwarded, and their signature. */
export function ownWords(text: string, context: OwnWordsContext = {}): OwnWords {
  return splitLines(plainLines(text), context);
}

export function splitLines(lines: readonly MailLine[], _context: OwnWordsContext): OwnWords {
  const block = (some: readonly MailLine[]) =>
    some
      .map((line) => line.text)
      .join('\n')
      .trim();
  const own = lines.filter((line) => line.depth === 0);
  return { text: block(own), quoted: block(lines.filter((line) => line.depth > 0)) || null, signature: null };
}
