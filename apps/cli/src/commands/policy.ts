import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { InvalidInput, POLICY_OF_THE_FILES, RETIMING_SCOPES, type Fault, type RetimingScope } from '@earshot/domain';
import { PolicyDesk, type PolicyPreview, type RetimingChoice } from '@earshot/follow-up';
import { PostgresPolicyStore } from '@earshot/persistence';
import { Command, CommanderError, Option } from 'commander';
import { parse, stringify } from 'yaml';
import type { CliCommand } from '../cli-command.js';
import { openPolicyBook, withInstallation, type Installation } from '../installation/installation.js';

const SCOPES_HELP = 'calendar: promises on calendars that changed; all: the policy anew for every running clock';

/** `earshot policy show|preview|apply` */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot policy')
    .description('Standards, calendars and steps of escalation: docs/response-standard.md.')
    .exitOverride();
  program
    .command('show')
    .description('Prints the policy in force as YAML, ready to be edited and applied.')
    .action(() => withInstallation(show));
  program
    .command('preview')
    .description('Prints which deadlines a policy would move, and changes nothing.')
    .argument('<file>', 'the policy, YAML or JSON')
    .addOption(new Option('--retime <scope>', SCOPES_HELP).choices(RETIMING_SCOPES).default('calendar'))
    .action((file: string, { retime }: { retime: RetimingScope }) =>
      withInstallation((installation) => preview(file, retime, installation)),
    );
  program
    .command('apply')
    .description('Puts a policy in force. Deadlines that were given stay, unless --retime says otherwise.')
    .argument('<file>', 'the policy, YAML or JSON')
    .addOption(new Option('--retime <scope>', SCOPES_HELP).choices(['none', ...RETIMING_SCOPES]).default('none'))
    .option('--note <words>', 'why, for those who read the versions')
    .action((file: string, options: ApplyOptions) =>
      withInstallation((installation) => apply(file, options, installation)),
    );
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

interface ApplyOptions {
  readonly retime: RetimingChoice;
  readonly note?: string;
}

async function show(installation: Installation): Promise<void> {
  const { id, document, createdAt, createdBy, note } = await deskOf(installation).show();
  const by = createdBy === null ? 'the command line' : createdBy.name;
  const origin =
    id === POLICY_OF_THE_FILES
      ? 'as the files of the configuration have it'
      : `version ${id}, saved ${createdAt?.toISOString()} by ${by}${note === null ? '' : `: ${note}`}`;
  process.stdout.write(`# The policy in force, ${origin.replace(/\s+/g, ' ')}\n${stringify(document)}`);
}

async function preview(file: string, scope: RetimingScope, installation: Installation): Promise<void> {
  const found = await deskOf(installation).preview(readPolicy(file), scope);
  tell(found.warnings);
  process.stdout.write(describe(found, installation.configuration.calendar.zone));
}

async function apply(file: string, { retime, note }: ApplyOptions, installation: Installation): Promise<void> {
  const written = readPolicy(file);
  const desk = deskOf(installation);
  const { id: seenVersion } = await desk.show();
  tell(desk.warnings(written));
  const moved = await desk.save(written, { seenVersion, retime, note: note ?? null, actorId: null });
  const { id } = await desk.show();
  process.stdout.write(`Version ${id} is in force; ${moved} deadlines moved.\n`);
}

function tell(warnings: readonly Fault[]): void {
  for (const { path, message } of warnings) process.stderr.write(`Warning: ${path}: ${message}\n`);
}

function deskOf(installation: Installation): PolicyDesk {
  return new PolicyDesk(
    new PostgresPolicyStore(installation.dataSource),
    openPolicyBook(installation),
    installation.clock,
  );
}

/** @throws InvalidInput when it is no YAML; JSON is YAML too */
function readPolicy(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new InvalidInput('The policy cannot be read', [{ path: file, message }]);
  }
}

function describe({ running, earlier, later, overdueAtOnce, moves }: PolicyPreview, zone: string): string {
  const spell = (at: Date) => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const lines = moves.map(({ caseId, kind, from, to, workingMinutes }) => {
    const minutes = `${workingMinutes > 0 ? '+' : ''}${Math.round(workingMinutes)} working minutes`;
    return `  case ${caseId}, ${kind}: ${spell(from)} → ${spell(to)} (${minutes})`;
  });
  const more = earlier + later - moves.length;
  return [
    `${earlier + later} of ${running} running deadlines would move: ${earlier} earlier, ${later} later, ${overdueAtOnce} overdue at once.`,
    ...lines,
    ...(more > 0 ? [`  … and ${more} more`] : []),
    '',
  ].join('\n');
}
