import { createInterface } from 'node:readline';
import { InvalidInput } from '@earshot/domain';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from '../cli-command.js';
import { answerLine } from '../due/answer-line.js';
import { DueDesk, type DueAnswer } from '../due/due-desk.js';

interface DueOptions {
  readonly jsonl?: boolean;
  readonly explain?: boolean;
  readonly workingDays?: string;
  readonly [field: string]: string | boolean | undefined;
}

/** `earshot due`: by when something must be answered, and why. One case from options, or many from standard input. */
export const command: CliCommand = async (args) => {
  const options = readOptions(args);
  if (typeof options === 'number') return options;
  return options.jsonl === true ? answerLines(options.explain === true) : answerOne(options);
};

/** The options, or the exit code of a call that is already answered (help) or wrong. */
function readOptions(args: readonly string[]): DueOptions | number {
  const program = new Command('earshot due')
    .description('Prints by when something received is due: closing time of the N-th working day after day 0.')
    .option('--country <code>', 'whose public holidays are days off: FI')
    .option('--region <code>', 'the region of the country, where holidays differ: BY')
    .option('--zone <name>', 'IANA zone in which everything is counted: Europe/Helsinki')
    .option('--hours <hours>', 'opening hours, split shifts allowed: 09:00-12:00,13:00-17:00')
    .option('--days <days>', 'working days: mon-fri, mon,wed,fri, sun-thu')
    .option('--working-days <number>', 'working days after day 0: 3')
    .option('--received <time>', 'ISO 8601; without an offset it is read in the zone')
    .option('--explain', 'print the steps too')
    .option(
      '--jsonl',
      'read cases {country, region?, zone, hours, days, received, workingDays} from standard input, a line each, and write {due} lines',
    )
    .exitOverride();
  try {
    return program.parse(args, { from: 'user' }).opts<DueOptions>();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function answerOne({ country, region, zone, hours, days, received, workingDays, explain }: DueOptions): number {
  const number = workingDays === undefined || !/^\d+$/.test(workingDays) ? workingDays : Number(workingDays);
  const { due, steps } = asked({ country, region, zone, hours, days, received, workingDays: number });
  process.stdout.write(`${due}\n`);
  if (explain === true) process.stdout.write(`${steps.map((step) => `  ${step}\n`).join('')}`);
  return 0;
}

/** @throws InvalidInput whose faults name the options, as they were typed */
function asked(question: unknown): DueAnswer {
  try {
    return new DueDesk().answer(question);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const optionOf = (field: string) => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const faults = error.faults.map(({ path, message }) => ({ path: optionOf(path), message }));
    throw new InvalidInput('the call cannot be answered', faults);
  }
}

async function answerLines(explain: boolean): Promise<number> {
  const desk = new DueDesk();
  let failed = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const answer = answerLine(line, desk, explain);
    if ('error' in answer) failed++;
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return failed > 0 ? 1 : 0;
}
