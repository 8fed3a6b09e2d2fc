import type { DataSource } from 'typeorm';
import { inTransaction } from '../repositories/in-transaction.js';
import { HAS_TRIGRAM } from './cases-with-words.js';
import { containing, SqlParameters } from './sql-parameters.js';

/** From here on the words are so frequent that reading messages from the newest meets them soon. */
const MANY = 2_000;

/**
 * Two letters of a script that is written without spaces, or in words of one or two letters: the ranges of the function
 * `unspaced_pairs` (Thai, Lao, Burmese, Khmer, kana, Chinese characters, Hangul).
 */
const HAS_PAIR =
  /[\u0E00-\u0EFF\u1000-\u11FF\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]{2}/;

/** What is indexed, word for word. */
const PAIRS = `unspaced_pairs(coalesce(m.author_name, '') || ' ' || coalesce(m.subject, '') || ' ' || m.text)`;

/** Words that must all occur. */
export const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

/**
 * Which messages have all the words, by the indexes; `null` when there are too many to name, or no index knows the words:
 * a single letter, or two of a script with spaces. PostgreSQL cannot tell rare words from frequent ones beforehand (it guesses
 * by their length), and guessing wrong costs seconds with a million messages.
 */
export async function messagesWithWords(
  dataSource: DataSource,
  words: readonly string[],
): Promise<readonly string[] | null> {
  if (!words.some((word) => HAS_TRIGRAM.test(word) || HAS_PAIR.test(word))) return null;
  const parameters = new SqlParameters();
  const conditions = words.map(
    (word) => `${withPairs(word, parameters)} ${occurs(word, (column) => column, parameters)}`,
  );
  return inTransaction(dataSource, async (sql) => {
    await sql.query('set local enable_seqscan = off');
    await sql.query('set local enable_indexscan = off');
    const rows = await sql.query(
      `select m.id from messages m where ${conditions.join(' and ')} limit ${parameters.add(MANY)}`,
      parameters.values,
    );
    return rows.length < MANY ? rows.map((row) => String(row.id)) : null;
  });
}

/** The condition that a message `m` has the word. Appending nothing keeps the indexes out: messages are read in their order. */
export const hasWord = (word: string, parameters: SqlParameters): string =>
  occurs(word, (column) => `${column} || ''`, parameters);

/** In the text, the subject, or a part of the author's name, address or handle; of a handle also behind its `@`. */
function occurs(word: string, column: (name: string) => string, parameters: SqlParameters): string {
  const pattern = parameters.add(containing(word));
  const handle = /^@./.test(word) ? parameters.add(containing(word.slice(1))) : pattern;
  const texts = ['m.text', 'm.subject', 'm.author_name', 'm.author_address'];
  return `(${[...texts.map((name) => `${column(name)} ilike ${pattern}`), `${column('m.author_handle')} ilike ${handle}`].join(' or ')})`;
}

function withPairs(word: string, parameters: SqlParameters): string {
  return HAS_PAIR.test(word) ? `${PAIRS} is not null and ${PAIRS} @> unspaced_pairs(${parameters.add(word)}) and` : '';
}
