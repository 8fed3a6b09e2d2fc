/**
 * How long the server takes for a page of 50 out of 1,000,000 messages: words, and parts of names and addresses, that one,
 * many, all or none have, in several scripts. A real embedded PostgreSQL (fsync on), the queries of the product.
 */
import { MessageQueries } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { measured, rowOf, type Measured } from '../support/bench/measured.js';
import { MESSAGES, onAMillion, RARE } from '../support/bench/million-messages.js';
import { markdownTable } from '../support/bench/table.js';

/** Ten messages each, spread over all years. */
const WRITTEN = [
  ['Наталья Ильинична', 'Где мой возврат?'],
  ['田中花子', '返金はまだですか'],
] as const;

const QUESTIONS: readonly (readonly [string, string | undefined])[] = [
  ['all', undefined],
  ['a word that few have', RARE],
  ['a word that nobody has', 'xylophonist'],
  ['a word that all have', 'order'],
  ['a part of one name', 'mer 4711'],
  ['a part of one address', '4711@exam'],
  ['one address', 'c4711@example.com'],
  ['a part of all addresses', 'example'],
  ['a part of a Cyrillic name', 'ильин'],
  ['a Cyrillic word that nobody has', 'ксилофонист'],
  ['a Japanese name of two letters', '田中'],
  ['a Japanese word', '返金'],
  ['a Chinese word that nobody has', '木琴'],
  ['a word that few have, and one that all have', `${RARE} order`],
  ['two Latin letters that nobody has side by side', 'zq'],
];

async function measure(dataSource: DataSource): Promise<Measured[]> {
  const messages = new MessageQueries(dataSource);
  for (const [n, [name, text]] of WRITTEN.entries())
    await dataSource.query('update messages set author_name = $1, text = $2 where id % 100000 = $3', [
      name,
      text,
      n + 20,
    ]);
  const results: Measured[] = [];
  for (const [name, text] of QUESTIONS) results.push(await measured(name, () => messages.page({ text, limit: 50 })));
  return results;
}

onAMillion(async (dataSource) => {
  const rows = (await measure(dataSource)).map(rowOf);
  console.log(markdownTable([`${MESSAGES} messages; ms for 50`, 'median', '90 %', 'longest'], rows));
}).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
