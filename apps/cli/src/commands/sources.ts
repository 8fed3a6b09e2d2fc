import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { watchSource } from '../sources/watch-source.js';
import {
  cloneSource,
  dismissQuarantine,
  editSource,
  exportSources,
  listQuarantine,
  pauseSource,
  removeSource,
  resumeSource,
  retryQuarantine,
} from '../sources/manage-sources.js';
import { addSource, backfillSource, checkSource, listSources, pollSource } from '../sources/source-commands.js';

/** `earshot sources …`: what is read, and what could not be. */
export const command: CliCommand = async (args) => {
  let exitCode = 0;
  const program = new Command('earshot sources').description('Configures what is read.').exitOverride();
  const deed = <Args extends unknown[]>(
    usage: string,
    description: string,
    action: (...given: Args) => Promise<number>,
    group = program,
  ): Command =>
    group
      .command(usage)
      .description(description)
      .action(async (...given: Args) => {
        exitCode = await action(...given);
      });
  const described = (command: Command) =>
    command
      .option(
        '--set <option=value...>',
        'an option of the connector; nested ones with dots, lists as JSON: folders=["INBOX"]',
      )
      .option('--secrets-stdin', 'read secrets from standard input, a line each: password=…');
  described(deed('add', 'Adds a source; it is checked first, and read from the next tick on.', addSource))
    .option('--kind <kind>', 'the connector: mailbox, feed, folder, webhook …')
    .option('--name <name>', 'what people call it')
    .option('--file <file>', 'add what a file describes, as `sources export` prints it')
    .option('--interval <seconds>', 'how often it is read')
    .option('--since <date>', 'read nothing older than this: 2026-11-01', '')
    .option('--no-check', 'add it without checking, for a server that cannot be reached now');
  deed('list', 'Prints every source with its state and ledger, a JSON line each.', listSources);
  described(
    deed(
      'check [source]',
      'Reads the newest messages as they would be read and judged, and stores nothing.',
      checkSource,
    ),
  ).option('--kind <kind>', 'the connector of a source that is not saved');
  described(deed('edit <source>', 'Changes what is named; secrets and options that are not named stay.', editSource))
    .option('--name <name>', 'another name')
    .option('--interval <seconds>', 'how often it is read')
    .option('--since <date>', 'read nothing older than this');
  deed('pause <source>', 'Stops reading a source.', pauseSource).option(
    '--reason <words>',
    'why, for those who see it',
  );
  deed('resume <source>', 'Reads a paused source again.', resumeSource);
  deed('clone <source>', 'Copies a source with its secrets; the copy is paused.', cloneSource).requiredOption(
    '--name <name>',
    'the name of the copy',
  );
  deed('remove <source>', 'Removes a source. Its messages and cases stay, unless --with-messages.', removeSource)
    .option('--with-messages', 'its messages go too, and the cases that hold nothing else')
    .option('--yes', 'without it, only what would go is told');
  deed(
    'export [sources...]',
    'Prints sources as YAML without secrets: for `sources add --file` and config/sources.yaml.',
    exportSources,
  ).option('--json', 'as JSON');
  deed('poll <source>', 'Reads a source now (its id or name).', pollSource);
  deed(
    'backfill <source>',
    'Reads a source again from a date on; what is stored already is recognised.',
    backfillSource,
  ).requiredOption('--from <date>', 'for example 2026-01-31');
  deed(
    'watch <source>',
    'Says which early signs are looked for in a source, in working days; without options it shows them.',
    watchSource,
  )
    .option('--no-reply-days <days>', "no reply to our answer for so long, or 'off'")
    .option('--unanswered-days <days>', "a message that nobody flagged or answered for so long, or 'off'");
  const quarantine = program.command('quarantine').description('What could not be read.');
  deed('list <source>', 'Prints what is quarantined, a JSON line each.', listQuarantine, quarantine).option(
    '--closed',
    'what was dismissed or read after all',
  );
  deed(
    'retry <source> [item]',
    'Reads an item again, as the connector reads it now.',
    retryQuarantine,
    quarantine,
  ).option('--all', 'every open one');
  deed(
    'dismiss <source> <item>',
    'Closes an item that need not be read.',
    dismissQuarantine,
    quarantine,
  ).requiredOption('--reason <words>', 'why');
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};
