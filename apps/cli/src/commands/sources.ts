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
  const runs =
    <Args extends unknown[]>(action: (...given: Args) => Promise<number>) =>
    async (...given: Args): Promise<void> => {
      exitCode = await action(...given);
    };
  const program = new Command('earshot sources').description('Configures what is read.').exitOverride();
  const described = (command: Command) =>
    command
      .option(
        '--set <option=value...>',
        'an option of the connector; nested ones with dots, lists as JSON: folders=["INBOX"]',
      )
      .option('--secrets-stdin', 'read secrets from standard input, a line each: password=…');
  described(program.command('add'))
    .description('Adds a source; it is checked first, and read from the next tick on.')
    .option('--kind <kind>', 'the connector: mailbox, feed, folder, webhook …')
    .option('--name <name>', 'what people call it')
    .option('--file <file>', 'add what a file describes, as `sources export` prints it')
    .option('--interval <seconds>', 'how often it is read')
    .option('--since <date>', 'read nothing older than this: 2026-11-01', '')
    .option('--no-check', 'add it without checking, for a server that cannot be reached now')
    .action(runs(addSource));
  program
    .command('list')
    .description('Prints every source with its state and ledger, a JSON line each.')
    .action(runs(listSources));
  described(program.command('check [source]'))
    .description('Reads the newest messages as they would be read and judged, and stores nothing.')
    .option('--kind <kind>', 'the connector of a source that is not saved')
    .action(runs(checkSource));
  described(program.command('edit <source>'))
    .description('Changes what is named; secrets and options that are not named stay.')
    .option('--name <name>', 'another name')
    .option('--interval <seconds>', 'how often it is read')
    .option('--since <date>', 'read nothing older than this')
    .action(runs(editSource));
  program
    .command('pause <source>')
    .description('Stops reading a source.')
    .option('--reason <words>', 'why, for those who see it')
    .action(runs(pauseSource));
  program.command('resume <source>').description('Reads a paused source again.').action(runs(resumeSource));
  program
    .command('clone <source>')
    .description('Copies a source with its secrets; the copy is paused.')
    .requiredOption('--name <name>', 'the name of the copy')
    .action(runs(cloneSource));
  program
    .command('remove <source>')
    .description('Removes a source. Its messages and cases stay, unless --with-messages.')
    .option('--with-messages', 'its messages go too, and the cases that hold nothing else')
    .option('--yes', 'without it, only what would go is told')
    .action(runs(removeSource));
  program
    .command('export [sources...]')
    .description('Prints sources as YAML without secrets: for `sources add --file` and config/sources.yaml.')
    .option('--json', 'as JSON')
    .action(runs(exportSources));
  program.command('poll <source>').description('Reads a source now (its id or name).').action(runs(pollSource));
  program
    .command('backfill <source>')
    .description('Reads a source again from a date on; what is stored already is recognised.')
    .requiredOption('--from <date>', 'for example 2026-01-31')
    .action(runs(backfillSource));
  program
    .command('watch <source>')
    .description('Says which early signs are looked for in a source, in working days; without options it shows them.')
    .option('--no-reply-days <days>', "no reply to our answer for so long, or 'off'")
    .option('--unanswered-days <days>', "a message that nobody flagged or answered for so long, or 'off'")
    .action(runs(watchSource));
  const quarantine = program.command('quarantine').description('What could not be read.');
  quarantine
    .command('list <source>')
    .description('Prints what is quarantined, a JSON line each.')
    .option('--closed', 'what was dismissed or read after all')
    .action(runs(listQuarantine));
  quarantine
    .command('retry <source> [item]')
    .description('Reads an item again, as the connector reads it now.')
    .option('--all', 'every open one')
    .action(runs(retryQuarantine));
  quarantine
    .command('dismiss <source> <item>')
    .description('Closes an item that need not be read.')
    .requiredOption('--reason <words>', 'why')
    .action(runs(dismissQuarantine));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};
