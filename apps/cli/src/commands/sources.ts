import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { watchSource } from '../sources/watch-source.js';
import { addSource, backfillSource, checkSource, listSources, pollSource } from '../sources/source-commands.js';

/** `earshot sources add|list|check|poll|backfill` */
export const command: CliCommand = async (args) => {
  let exitCode = 0;
  const runs =
    <Args extends unknown[]>(action: (...given: Args) => Promise<number>) =>
    async (...given: Args): Promise<void> => {
      exitCode = await action(...given);
    };
  const program = new Command('earshot sources').description('Configures what is read.').exitOverride();
  const describing = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .requiredOption('--kind <kind>', 'the connector: mailbox, feed, folder, webhook …')
      .option(
        '--set <option=value...>',
        'an option of the connector; nested ones with dots, lists as JSON: folders=["INBOX"]',
      )
      .option('--secrets-stdin', 'read secrets from standard input, a line each: password=…');
  describing('add', 'Adds a source; it is checked first, and read from the next tick on.')
    .requiredOption('--name <name>', 'what people call it')
    .option('--interval <seconds>', 'how often it is read')
    .option('--since <date>', 'read nothing older than this: 2026-11-01', '')
    .option('--no-check', 'add it without checking, for a server that cannot be reached now')
    .action(runs(addSource));
  program
    .command('list')
    .description('Prints every source with its state and ledger, a JSON line each.')
    .action(runs(listSources));
  describing('check', 'Reads the newest messages as they would be read and judged, and stores nothing.').action(
    runs(checkSource),
  );
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
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};
