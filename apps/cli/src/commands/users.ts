import { text as readAll } from 'node:stream/consumers';
import { generatedPassword, Passwords, Users } from '@earshot/access';
import { InvalidInput, ROLES, type User } from '@earshot/domain';
import { PostgresAuditLog, PostgresUserStore } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { withInstallation, type Installation } from '../installation/installation.js';

interface ToAdd {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly language: string;
  readonly zone?: string;
  readonly passwordStdin?: boolean;
}

/** `earshot users add|list` */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot users').description('Adds and lists the people who sign in.').exitOverride();
  program
    .command('add')
    .description('Adds a person and prints them; without --password-stdin with a password that is told only now.')
    .requiredOption('--email <address>', 'the name to sign in with')
    .requiredOption('--name <name>', 'what colleagues see')
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--language <tag>', 'the language of the dashboard and of digests', 'en')
    .option('--zone <zone>', "the person's time zone; the house's when left out")
    .option('--password-stdin', 'read the password from the first line of standard input')
    .action((given: ToAdd) => withInstallation((installation) => addUser(given, installation)));
  program
    .command('list')
    .description('Prints everybody, a JSON line each.')
    .action(() => withInstallation(listUsers));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

async function addUser(given: ToAdd, installation: Installation): Promise<void> {
  const { email, name, role, language } = given;
  const zone = given.zone ?? installation.configuration.calendar.zone;
  const password = given.passwordStdin === true ? await passwordFromInput() : generatedPassword();
  const user = await usersOf(installation).add({ email, name, role, language, zone, password }, null);
  print({ ...shown(user), ...(given.passwordStdin === true ? {} : { password }) });
}

async function listUsers(installation: Installation): Promise<void> {
  for (const user of await usersOf(installation).list()) print(shown(user));
}

function usersOf({ dataSource, clock }: Installation): Users {
  return new Users(new PostgresUserStore(dataSource), new PostgresAuditLog(dataSource), new Passwords(), clock);
}

async function passwordFromInput(): Promise<string> {
  const [line = ''] = (await readAll(process.stdin)).split(/\r?\n/);
  if (line === '')
    throw new InvalidInput('The user cannot be added', [
      { path: '--password-stdin', message: 'standard input is empty; its first line is the password' },
    ]);
  return line;
}

function shown({ id, email, name, role, language, zone, disabledAt }: User): Record<string, unknown> {
  return { id, email, name, role, language, zone, disabled: disabledAt !== null };
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
