import { ApiTokens, LONGEST_TOKEN_DAYS } from '@earshot/access';
import { InvalidInput, TOKEN_SCOPE_NAMES, type ApiToken, type TokenScope } from '@earshot/domain';
import { PostgresApiTokenStore, PostgresAuditLog, PostgresUserStore } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { withInstallation, type Installation } from '../installation/installation.js';

interface ToCreate {
  readonly user: string;
  readonly name: string;
  readonly scope: readonly string[];
  readonly days: string;
}

/** `earshot tokens create|list|revoke` */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot tokens')
    .description('Makes, lists and revokes keys with which other programs call the API.')
    .exitOverride();
  program
    .command('create')
    .description('Makes a token for a person and prints it; its key is told only now.')
    .requiredOption('--user <address>', 'for whom it acts: never more than that person may')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scope <scopes...>', TOKEN_SCOPE_NAMES.join(', '))
    .option('--days <days>', `how long it lives, 1 to ${LONGEST_TOKEN_DAYS}`, '90')
    .action((given: ToCreate) => withInstallation((installation) => create(given, installation)));
  program
    .command('list')
    .description('Prints all tokens, a JSON line each, without their keys.')
    .action(() => withInstallation(list));
  program
    .command('revoke <id>')
    .description('Ends a token at once, for good.')
    .action((id: string) => withInstallation((installation) => revoke(id, installation)));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

async function create({ user, name, scope, days }: ToCreate, installation: Installation): Promise<void> {
  const email = user.toLowerCase();
  const owner = (await new PostgresUserStore(installation.dataSource).list()).find((one) => one.email === email);
  if (owner === undefined || owner.disabledAt !== null) throw refused('--user', 'is nobody who may sign in');
  const scopes = scope.flatMap((text) => text.split(',')).map(scopeOf);
  const { token, key } = await tokensOf(installation).create(owner, { name, scopes, days: Number(days) }, null);
  print({ ...shown(token), key });
}

async function list(installation: Installation): Promise<void> {
  for (const token of await tokensOf(installation).list(null)) print(shown(token));
}

async function revoke(id: string, installation: Installation): Promise<void> {
  if (!/^[1-9]\d{0,17}$/.test(id)) throw refused('id', `is '${id}', must be the id of a token as 'list' prints it`);
  await tokensOf(installation).revoke(id, null, null);
}

function tokensOf({ dataSource, clock }: Installation): ApiTokens {
  return new ApiTokens(new PostgresApiTokenStore(dataSource), new PostgresAuditLog(dataSource), clock);
}

function scopeOf(text: string): TokenScope {
  const scope = TOKEN_SCOPE_NAMES.find((name) => name === text);
  if (scope === undefined) throw refused('--scope', `is '${text}', must be one of ${TOKEN_SCOPE_NAMES.join(', ')}`);
  return scope;
}

const refused = (path: string, message: string): InvalidInput =>
  new InvalidInput('The command cannot be carried out', [{ path, message }]);

function shown({ owner, revokedAt, ...token }: ApiToken): Record<string, unknown> {
  return { ...token, user: owner.name, revoked: revokedAt !== null };
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
