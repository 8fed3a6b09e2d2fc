/**
 * How long the server takes for a page of 50 customers out of 100,000 with 1,000,000 messages: every order and filter,
 * names that one or all have, a page deep down, one customer with the history, and the likely twins.
 */
import { CustomerHistoryQueries, CustomerQueries } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { measured, rowOf, type Measured } from '../support/bench/measured.js';
import { CUSTOMERS, MESSAGES, onAMillion } from '../support/bench/million-messages.js';
import { markdownTable } from '../support/bench/table.js';

type Filter = Partial<Parameters<CustomerQueries['page']>[0]>;

const QUESTIONS: readonly (readonly [string, Filter])[] = [
  ['who wrote last', { sort: 'recent' }],
  ['most open cases', { sort: 'open' }],
  ['most cases', { sort: 'cases' }],
  ['known last', { sort: 'newest' }],
  ['with open cases, who wrote last', { sort: 'recent', with: 'open' }],
  ['complained again, who wrote last', { sort: 'recent', with: 'repeat' }],
  ['by the name of one', { sort: 'recent', text: 'Customer 4711' }],
  ['by the address of one', { sort: 'recent', text: 'c4711@example.com' }],
  ['by what all names have', { sort: 'recent', text: 'customer' }],
  ['by no name there is', { sort: 'recent', text: 'xylophonist' }],
];

async function measure(dataSource: DataSource): Promise<Measured[]> {
  const customers = new CustomerQueries(dataSource);
  const histories = new CustomerHistoryQueries(dataSource);
  const page = (filter: Filter) => customers.page({ sort: 'recent', limit: 50, ...filter });
  const results: Measured[] = [];
  for (const [name, filter] of QUESTIONS) results.push(await measured(name, () => page(filter)));
  const deep = await cursorAfter(page, 100);
  results.push(await measured('who wrote last, after 5,000', () => page({ after: deep })));
  results.push(await measured('one customer', () => customers.detail('4711')));
  results.push(await measured('the history of one', () => histories.page('4711', { limit: 50 })));
  results.push(await measured('likely twins', () => customers.likelySame(100)));
  return results;
}

async function cursorAfter(
  page: (filter: Filter) => ReturnType<CustomerQueries['page']>,
  pages: number,
): Promise<string | undefined> {
  let after: string | undefined;
  for (let turn = 0; turn < pages; turn += 1) after = (await page({ after })).next ?? after;
  return after;
}

onAMillion(async (dataSource) => {
  const rows = (await measure(dataSource)).map(rowOf);
  console.log(markdownTable([`${CUSTOMERS} customers, ${MESSAGES} messages; ms`, 'median', '90 %', 'longest'], rows));
}).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
