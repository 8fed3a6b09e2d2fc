import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '@earshot/domain';
import { CustomerPrivacy } from '@earshot/follow-up';
import { CustomerQueries, PostgresCustomerPrivacyStore } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { withInstallation, type Installation } from '../installation/installation.js';

/** More than these are not the one who is looked for. */
const MOST_FOUND = 50;
const ID = /^[1-9]\d{0,17}$/;

/** `earshot customers find|holdings|export|erase` */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot customers')
    .description('What customers may demand: to see what is held of them, and that it goes.')
    .exitOverride();
  program
    .command('find')
    .description('Prints the customers whose name, address or handle has this text, a JSON line each.')
    .argument('<text>', 'a part of it, in any script')
    .action((text: string) => withInstallation((installation) => find(text, installation)));
  program
    .command('holdings')
    .description('Prints how many things are held of a customer, which are those that erasing takes away.')
    .argument('<id>', 'as `find` prints it')
    .action((id: string) =>
      withInstallation(async (installation) => print(await privacyOf(installation).holdings(known(id)))),
    );
  program
    .command('export')
    .description('Writes everything that is held of a customer as one JSON document.')
    .argument('<id>', 'as `find` prints it')
    .option('--output <file>', 'a file that does not exist yet; standard output when left out')
    .action((id: string, { output }: { output?: string }) =>
      withInstallation((installation) => exportTo(known(id), output, installation)),
    );
  program
    .command('erase')
    .description('Takes away everything personal of a customer for good, and prints how much that was.')
    .argument('<id>', 'as `find` prints it')
    .requiredOption('--name <name>', 'the name as `holdings` prints it, to confirm who is meant')
    .action((id: string, { name }: { name: string }) =>
      withInstallation(async (installation) =>
        print(await privacyOf(installation).erase({ id: known(id), version: null }, name, null)),
      ),
    );
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

async function find(text: string, { dataSource }: Installation): Promise<void> {
  const { items } = await new CustomerQueries(dataSource).page({ text, sort: 'newest', limit: MOST_FOUND });
  for (const { id, name, identities, cases, openCases } of items)
    print({ id, name, identities: identities.map(({ value }) => value), cases, openCases });
}

async function exportTo(id: string, output: string | undefined, installation: Installation): Promise<void> {
  const document = Readable.from(await privacyOf(installation).export(id, null));
  if (output === undefined) await pipeline(document, process.stdout, { end: false });
  // Only for whoever runs the command, and never over another file.
  else await pipeline(document, createWriteStream(output, { flags: 'wx', mode: 0o600 }));
}

function privacyOf({ dataSource, clock }: Installation): CustomerPrivacy {
  return new CustomerPrivacy(new PostgresCustomerPrivacyStore(dataSource), clock);
}

function known(id: string): string {
  if (ID.test(id)) return id;
  throw new InvalidInput('The command is not right', [
    { path: 'id', message: `is '${id}'; it must be the number of a customer, as 'earshot customers find' prints it` },
  ]);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
