import { InvalidInput } from '@earshot/domain';
import { ShadowMode, type ShadowCandidate } from '@earshot/learning';
import { PostgresOverlayStore, PostgresReplayStore } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import { DateTime } from 'luxon';
import { DetectionJudges } from '../../../worker/src/learning/detection-judges.js';
import { judgeThresholds } from '../../../worker/src/worker-settings.js';
import type { CliCommand } from '../cli-command.js';
import { withInstallation, type Installation } from '../installation/installation.js';
import { writeOut } from '../standard-output.js';

interface ShadowOptions {
  readonly from: string;
  readonly to: string;
  readonly overlay?: string;
  readonly model?: string;
  readonly lexicons?: string;
  readonly dissatisfiedFrom?: string;
  readonly uncertainFrom?: string;
}

/** `earshot shadow`: JSON lines of what would change, and a last one with the sums. */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot shadow')
    .description(
      'Judges the messages of a past period as they are judged now and as a candidate would; changes nothing.\n' +
        'Prints a JSON line for each message whose verdict or severity would change, and a last one with the sums.',
    )
    .requiredOption('--from <date>', 'messages received from this day (or instant) on, in the zone of the calendar')
    .requiredOption('--to <date>', '... up to and with this day (or before this instant)')
    .option(
      '--overlay <id>',
      'a version of what was learned in the place of the one in force; none: the base model alone',
    )
    .option('--model <file>', 'a model file')
    .option('--lexicons <folder>', 'a folder of phrase packs')
    .option('--dissatisfied-from <probability>', 'from which probability on a customer counts as unhappy')
    .option('--uncertain-from <probability>', 'from which probability on a message is doubtful')
    .exitOverride()
    .action((options: ShadowOptions) => withInstallation((installation) => shadow(options, installation)));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

async function shadow(options: ShadowOptions, { configuration, dataSource }: Installation): Promise<void> {
  const { zone } = configuration.calendar;
  const from = instantOf('--from', options.from, zone);
  const to = instantOf('--to', options.to, zone, { endOfDay: true });
  const candidate: ShadowCandidate = {
    overlay: overlayOf(options.overlay),
    modelFile: options.model,
    lexiconsDir: options.lexicons,
    dissatisfiedFrom: probabilityOf('--dissatisfied-from', options.dissatisfiedFrom),
    uncertainFrom: probabilityOf('--uncertain-from', options.uncertainFrom),
  };
  const overlays = new PostgresOverlayStore(dataSource);
  const mode = new ShadowMode(
    overlays,
    new PostgresReplayStore(dataSource),
    new DetectionJudges(judgeThresholds(configuration)),
  );
  const summary = await mode.run({ from, to }, candidate, (change) => writeOut(`${JSON.stringify(change)}\n`));
  await writeOut(`${JSON.stringify({ summary })}\n`);
}

/** A day stands for its beginning, or for its end. @throws InvalidInput */
function instantOf(option: string, text: string, zone: string, { endOfDay = false } = {}): Date {
  const instant = DateTime.fromISO(text, { zone });
  if (!instant.isValid) throw wrong(option, `'${text}' is not a day such as 2026-03-02, nor an instant`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return (endOfDay && isDay ? instant.plus({ days: 1 }) : instant).toJSDate();
}

function overlayOf(text: string | undefined): string | undefined {
  if (text === undefined || text === 'none' || /^[1-9]\d{0,17}$/.test(text)) return text;
  throw wrong('--overlay', `'${text}' is neither the id of an overlay nor 'none'`);
}

function probabilityOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const probability = Number(text);
  if (text.trim() !== '' && probability >= 0 && probability <= 1) return probability;
  throw wrong(option, `'${text}' is not a probability between 0 and 1`);
}

function wrong(path: string, message: string): InvalidInput {
  return new InvalidInput('The shadow run cannot begin', [{ path, message }]);
}
