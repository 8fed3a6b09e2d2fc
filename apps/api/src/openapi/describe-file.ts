import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { csvLine, type ExportValue } from '@earshot/reporting';

/** Describes a route that sends a table as CSV or JSON lines, each with `row` as its example. */
export function ApiTable<Column extends string>(
  columns: readonly Column[],
  row: Readonly<Record<Column, ExportValue>>,
): MethodDecorator {
  const values = columns.map((column) => row[column]);
  const line = Object.fromEntries(columns.map((column) => [column, row[column]]));
  const schema = { type: 'string' } as const;
  return applyDecorators(
    ApiProduces('text/csv', 'application/jsonl'),
    ApiOkResponse({
      description: 'A file, sent while it is read',
      content: {
        'text/csv': { schema, example: csvLine(columns) + csvLine(values) },
        'application/jsonl': { schema, example: `${JSON.stringify(line)}\n` },
      },
    }),
  );
}
