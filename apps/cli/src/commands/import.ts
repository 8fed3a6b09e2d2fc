import { stat } from 'node:fs/promises';
import {
  BOOK_PAGE_SIZE,
  BookReport,
  bookPages,
  checkBook,
  COMPLAINTS_BOOK,
  examineBook,
  folderOptions,
  type BookFault,
} from '@earshot/connectors';
import { InvalidInput, schemaFaults } from '@earshot/domain';
import { PostgresPollBook } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { openSourcesDesk, withInstallation } from '../installation/installation.js';
import { readName } from '../sources/source-arguments.js';

/** `earshot import FILE`: a complaints book, an export, an archive of mails. Exit code 1: some rows could not be read. */
export const command: CliCommand = async (args) => {
  let exitCode = 0;
  const program = new Command('earshot import')
    .description(
      'Imports messages from a file: .csv .tsv .xlsx .jsonl .ndjson .mbox .eml. Importing it again adds nothing.',
    )
    .argument('<file>', 'the file, or a folder of them: of exports, of mails, a Maildir')
    .option('--source <name>', 'under which name the messages are kept', 'Complaints book')
    .option(
      '--map <field=heading...>',
      'which heading (of JSON lines: which name) holds which field, for example text=Reklamaatio',
    )
    .option('--channel <channel>', 'of rows that name none: email, review, social, forum, form or phone', 'form')
    .option('--time-format <tokens>', 'how times are written where it is not ISO 8601: "dd.MM.yyyy HH:mm"')
    .option('--zone <zone>', 'of times that name no zone, for example Europe/Helsinki')
    .option('--dry-run', 'read everything, list what is wrong, store nothing')
    .exitOverride()
    .action(async (file: string, given: Given) => {
      exitCode = await importFile(file, given);
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

interface Given {
  readonly source: string;
  readonly map?: readonly string[];
  readonly channel: string;
  readonly timeFormat?: string;
  readonly zone?: string;
  readonly dryRun?: boolean;
}

async function importFile(path: string, given: Given): Promise<number> {
  const options = optionsOf(path, given);
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw wrong('FILE', `${path} is neither a file nor a folder`);
  const book = { path, name: path, options, pageSize: BOOK_PAGE_SIZE, maxItemBytes: 1024 * 1024, now: new Date() };
  const { signal } = new AbortController();
  if (given.dryRun === true) return told(await examineBook(book, signal), {});
  await checkBook(book, signal);
  return withInstallation(async (installation) => {
    const { polling } = installation.configuration;
    const desk = await openSourcesDesk(installation);
    const sourceId = await new PostgresPollBook(installation.dataSource).findOrAddPushed(
      COMPLAINTS_BOOK.kind,
      readName(given.source, '--source'),
    );
    const report = new BookReport();
    const { maxItemBytes } = polling;
    const pages = bookPages({ ...book, maxItemBytes, now: installation.clock.now() }, report, signal);
    const ledger = await desk.deliveries.deliver(sourceId, pages, signal);
    return told(report, { sourceId, ...ledger });
  });
}

function optionsOf(path: string, { map = [], channel, timeFormat, zone }: Given) {
  const columns = Object.fromEntries(
    map.map((entry) => {
      const split = entry.indexOf('=');
      if (split <= 0) throw wrong('--map', `'${entry}' is not of the form field=heading`);
      return [entry.slice(0, split), entry.slice(split + 1)];
    }),
  );
  const asked = { path, columns, channel, timeFormat, zone };
  const parsed = folderOptions.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw new InvalidInput('The file cannot be imported', schemaFaults(parsed.error, asked, ''));
}

const wrong = (path: string, message: string): InvalidInput =>
  new InvalidInput('The file cannot be imported', [{ path, message }]);

/** A JSON line with the account, and a line for each fault on standard error. */
function told({ rows, readable, rejected, faults }: BookReport, account: object): number {
  process.stdout.write(`${JSON.stringify({ rows, readable, rejected, ...account })}\n`);
  for (const fault of faults) process.stderr.write(`${spelled(fault)}\n`);
  if (rejected > faults.length && faults.length > 0) process.stderr.write(`… ${rejected} rows in all\n`);
  return rejected === 0 ? 0 : 1;
}

function spelled({ row, column, value, message }: BookFault): string {
  const place = column === null ? `row ${row}` : `row ${row}, ${column}`;
  return value === null ? `${place}: ${message}` : `${place}: ${value} ${message}`;
}
