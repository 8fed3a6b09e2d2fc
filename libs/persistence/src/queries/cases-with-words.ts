import type { DataSource } from 'typeorm';
import { inTransaction } from '../repositories/in-transaction.js';
import { containing, type SqlParameters } from './sql-parameters.js';

/** From here on the words are so frequent that reading cases in the order of a list meets them soon. */
const MANY = 2_000;

/** What the trigram indexes find: three letters or digits in a row. Shorter words would read a whole index. */
export const HAS_TRIGRAM = /[\p{L}\p{N}]{3}/u;

/** Which cases have the words: their ids, or `null` when there are too many to name. */
export type CasesWithWords = { readonly text: string; readonly ids: readonly string[] | null };

/**
 * Looks for a text in the messages, their subjects and authors and the names of customers, literally and in any case of
 * its letters. Rare words are looked up in an index; PostgreSQL cannot tell them from frequent ones beforehand (it guesses
 * by the length of the pattern), and guessing wrong costs seconds with a million messages.
 */
export async function casesWithWords(dataSource: DataSource, text: string): Promise<CasesWithWords> {
  if (!HAS_TRIGRAM.test(text)) return { text, ids: null };
  return inTransaction(dataSource, async (sql) => {
    await sql.query('set local enable_seqscan = off');
    const rows = await sql.query(
      `select distinct case_id as id from (
         (select case_id from messages
            where case_id is not null and (text ilike $1 or subject ilike $1 or author_name ilike $1) limit $2)
         union all
         (select c.id from customers k join cases c on c.customer_id = k.id where k.name ilike $1 limit $2)) found
       limit $2`,
      [containing(text), MANY],
    );
    return { text, ids: rows.length < MANY ? rows.map((row) => String(row.id)) : null };
  });
}

/** The condition that a case `c` has the words. */
export function hasWords({ text, ids }: CasesWithWords, parameters: SqlParameters): string {
  if (ids !== null) return `c.id = any(${parameters.add(ids)}::bigint[])`;
  const pattern = parameters.add(containing(text));
  // Appending nothing keeps the words' index out: each case is asked for itself, in the order of the list.
  return `(c.subject ilike ${pattern}
    or exists (select from customers x where x.id = c.customer_id and x.name || '' ilike ${pattern})
    or exists (select from messages x where x.case_id = c.id and (x.text || '' ilike ${pattern} or x.author_name || '' ilike ${pattern})))`;
}
