/**
 * How long the server takes for a list of 50 cases of the board with 1,000,000 messages in 300,000 cases, 20,000 of them
 * open: every list, every filter, words that are rare and words that everybody writes, a page deep down, and the lengths
 * of all lists. A real embedded PostgreSQL (fsync on), the queries of the product.
 *
 * The machine is warm: each is asked before it is measured.
 */
import { AlertQueries, type AlertFilter } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { measured, rowOf, type Measured } from '../support/bench/measured.js';
import { CASES, MESSAGES, NOW, onAMillion, OPEN, RARE } from '../support/bench/million-messages.js';
import { markdownTable } from '../support/bench/table.js';

async function measure(dataSource: DataSource, ownerId: string): Promise<Measured[]> {
  const alerts = new AlertQueries(dataSource);
  const page = (filter: Partial<AlertFilter>) =>
    alerts.page({ list: 'needs_answer', limit: 50, ...filter } satisfies AlertFilter, NOW);
  const frequent = (await page({})).items[0]?.excerpt.text.split(' ')[0] ?? '';
  const questions: [string, Partial<AlertFilter>][] = [
    ['needs an answer', {}],
    ['overdue', { list: 'overdue' }],
    ['at risk', { list: 'at_risk' }],
    ['promises', { list: 'promises' }],
    ['review', { list: 'review' }],
    ['waiting', { list: 'waiting' }],
    ['answered', { list: 'answered' }],
    ['not a complaint', { list: 'not_a_complaint' }],
    ['by owner, severity and language', { owner: ownerId, severity: 'critical', language: 'ru' }],
    ['by topic', { topic: 'refund' }],
    ['by a frequent word', { text: frequent }],
    ['by a rare word', { text: RARE }],
    ['by no word there is', { text: 'xylophonist' }],
    ['by a customer', { text: 'Customer 4711' }],
    ['answered, by a frequent word', { list: 'answered', text: frequent }],
    ['answered, by a rare word', { list: 'answered', text: RARE }],
    ['answered, by no word there is', { list: 'answered', text: 'xylophonist' }],
  ];
  const results: Measured[] = [];
  for (const [name, filter] of questions) results.push(await measured(name, () => page(filter)));
  const deep = await pageAt(alerts, 200);
  results.push(await measured('needs an answer, after 10,000 cases', () => page({ after: deep })));
  results.push(await measured('the lengths of all lists', () => alerts.counts(NOW, 10_000)));
  results.push(
    await measured('a page and the lengths', async () => [await page({}), await alerts.counts(NOW, 10_000)]),
  );
  return results;
}

/** The cursor behind so many pages of 50. */
async function pageAt(alerts: AlertQueries, pages: number): Promise<string | undefined> {
  let after: string | undefined;
  for (let turn = 0; turn < pages; turn += 1) {
    const filter = { list: 'needs_answer', limit: 50, ...(after === undefined ? {} : { after }) } as const;
    after = (await alerts.page(filter, NOW)).next ?? after;
  }
  return after;
}

const main = (): Promise<void> =>
  onAMillion(async (dataSource, ownerId) => {
    const rows = (await measure(dataSource, ownerId)).map(rowOf);
    const head = [`${MESSAGES} messages, ${CASES} cases, ${OPEN} open; ms for 50`, 'median', '90 %', 'longest'];
    console.log(markdownTable(head, rows));
  });

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
