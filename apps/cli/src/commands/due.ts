import { parseArgs } from 'node:util';
import { InvalidInput } from '@earshot/domain';
import type { CliCommand } from '../cli-command.js';
import { answerLine } from '../due/answer-line.js';
import { DueDesk, type DueAnswer } from '../due/due-desk.js';
import { readLines } from '../json-lines.js';
import { writeOut } from '../standard-output.js';

const HELP = `Usage: earshot due --country FI --zone Europe/Helsinki --hours 09:00-17:00 --days mon-fri
                   --working-days 3 --received 2026-12-23T15:00:00+02:00
       earshot due --jsonl < cases.jsonl > dues.jsonl

Prints by when something received is due, in ISO 8601 with the offset of the zone: closing time of the N-th working day
after day 0. Day 0 is the day of receipt, or the next working day when it came after closing or on a day off.

  --country CODE      whose public holidays are days off: FI
  --region CODE       the region of the country, where holidays differ: BY
  --zone NAME         IANA zone in which everything is counted: Europe/Helsinki
  --hours HOURS       opening hours, split shifts allowed: 09:00-12:00,13:00-17:00
  --days DAYS         working days: mon-fri, mon,wed,fri, sun-thu
  --working-days N    working days after day 0: 3
  --received TIME     ISO 8601; without an offset it is read in the zone
  --explain           prints the steps too
  --jsonl             reads cases {country, region?, zone, hours, days, received, workingDays} from standard input, one a
                      line, and writes {"due"} lines in their order; a case that cannot be answered gets an
                      {"error", "line"} line, and the exit code is 1; other fields, such as an id, are left aside, which
                      standard error tells with the first line of each
`;

const OPTIONS = {
  country: { type: 'string' },
  region: { type: 'string' },
  zone: { type: 'string' },
  hours: { type: 'string' },
  days: { type: 'string' },
  'working-days': { type: 'string' },
  received: { type: 'string' },
  explain: { type: 'boolean', default: false },
  jsonl: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `earshot due`: by when something must be answered, and why. One case from options, or many from standard input. */
export const command: CliCommand = async (args) => {
  const { explain, jsonl, help, 'working-days': workingDays, ...options } = readOptions(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (jsonl) return answerLines(process.stdin, explain, writeOut, (remark) => process.stderr.write(`${remark}\n`));
  const number = workingDays !== undefined && /^\d+$/.test(workingDays) ? Number(workingDays) : workingDays;
  const { due, steps } = answerOptions({ ...options, workingDays: number });
  process.stdout.write([due, ...(explain ? steps.map((step) => `  ${step}`) : []), ''].join('\n'));
  return 0;
};

/** Whoever writes more different fields does not write cases. */
const MOST_REMARKS = 50;

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new InvalidInput(`${(error as Error).message}; see earshot due --help`);
  }
}

/** @throws InvalidInput whose faults name the options, as they were typed */
function answerOptions(question: unknown): DueAnswer {
  try {
    return new DueDesk().answer(question);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const optionOf = (field: string) => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const faults = error.faults.map(({ path, message }) => ({ path: optionOf(path), message }));
    throw new InvalidInput('the due time cannot be told', faults);
  }
}

/**
 * Answers every line of a stream, in order; resolves to 1 when a line could not be answered, else 0.
 * @param remark is told once of each field that nothing is done with, with the first line that has it
 */
export async function answerLines(
  input: AsyncIterable<Buffer | string>,
  explain: boolean,
  write: (text: string) => Promise<void>,
  remark: (text: string) => void = () => undefined,
): Promise<number> {
  const desk = new DueDesk();
  const told = new Set<string>();
  let failed = false;
  let number = 0;
  const aside = (fields: readonly string[]): void => {
    for (const field of fields) {
      if (told.has(field) || told.size >= MOST_REMARKS) continue;
      told.add(field);
      remark(`line ${number}: '${field.slice(0, 60)}' is no field of a case and is left aside, here and below`);
    }
  };
  for await (const line of readLines(input)) {
    number += 1;
    if (line?.trim() === '') continue;
    const answer = line === null ? { error: 'The line is too long' } : answerLine(line, desk, explain, aside);
    const isWrong = 'error' in answer;
    failed ||= isWrong;
    await write(`${JSON.stringify(isWrong ? { ...answer, line: number } : answer)}\n`);
  }
  return failed ? 1 : 0;
}
