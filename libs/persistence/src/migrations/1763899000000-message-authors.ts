import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Thai, Lao, Burmese, Khmer, kana, Chinese characters, Hangul: two of them are a word, often a whole name. */
const PAIR =
  '[\\u0E00-\\u0EFF\\u1000-\\u11FF\\u1780-\\u17FF\\u3040-\\u30FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uAC00-\\uD7AF\\uF900-\\uFAFF]{2}';

const PAIRS = `unspaced_pairs(coalesce(author_name, '') || ' ' || coalesce(subject, '') || ' ' || text)`;

const DONE = [
  `create index messages_authors on messages using gin (author_address gin_trgm_ops, author_handle gin_trgm_ops)`,
  // Every two letters that stand side by side; nothing for the messages of all other scripts, which the index leaves out.
  `create function unspaced_pairs(words text) returns text[] language sql immutable parallel safe as $$
     select case when words ~ '${PAIR}' then (
       select array_agg(distinct pair) from (
         select letter || lead(letter) over (order by place) as pair
         from regexp_split_to_table(words, '') with ordinality as letters (letter, place)) pairs
       where pair ~ '^${PAIR}$') end
   $$`,
  `create index messages_pairs on messages using gin (${PAIRS}) where ${PAIRS} is not null`,
];

/** Messages are found by a part of their author's address or handle, and by names and words of two letters. */
export class MessageAuthors1763899000000 implements MigrationInterface {
  readonly name = 'MessageAuthors1763899000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index messages_pairs');
    await runner.query('drop function unspaced_pairs(text)');
    await runner.query('drop index messages_authors');
  }
}
