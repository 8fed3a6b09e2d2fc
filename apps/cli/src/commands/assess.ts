import { parseArgs } from 'node:util';
import { CHANNELS, type AssessmentInput, type Assessor } from '@earshot/domain';
import { loadAssessor, MOST_OWN_MESSAGES } from '@earshot/detection';
import type { z } from 'zod';
import type { CliCommand } from '../cli-command.js';
import { readAhead, readLines } from '../json-lines.js';
import { writeOut } from '../standard-output.js';
import { MESSAGE_LINE, toInput } from '../message-line.js';
import { readVerdicts, taught } from '../verdict-file.js';

const HELP = `Usage: earshot assess [--verdicts FILE] < messages.jsonl > assessments.jsonl

Judges one message a line, in order, without a database:
  {"id":"1","text":"Milloin maksu suoritetaan???"}
Optional fields: subject, rating (1 to 5), language (BCP 47), channel (${CHANNELS.join(', ')}),
unansweredBefore, threadProbability.
A line that cannot be read is answered by {"id":null,"error":"..."} and the exit code is 1.

  --verdicts FILE   JSON lines {"text":"...","dissatisfied":true|false}: corrections to learn from first. They may have
                    the optional fields too; standard error tells whether they were learned from. How the messages
                    to be judged are worded is learned with them: up to ${MOST_OWN_MESSAGES} lines are read before the first answer.
`;

/** Answers are written in pieces of about this many characters: one system call per line would take most of the time. */
const PIECE = 64 * 1024;
/** Lines may be long; so many UTF-16 units are read ahead at most, some 64 MB. */
const MOST_UNITS_AHEAD = 32 * 1024 * 1024;

export const command: CliCommand = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { verdicts: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const verdicts = values.verdicts === undefined ? null : await readVerdicts(values.verdicts);
  const base = await loadAssessor();
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const lines = readLines(process.stdin);
  if (verdicts === null) return assessLines(lines, base, writeOut);
  const { first, all } = await readAhead(lines, { lines: MOST_OWN_MESSAGES, units: MOST_UNITS_AHEAD });
  return assessLines(all, taught(base, verdicts, inputsOf(first), tell), writeOut);
};

/** Judges every line (`null`: one too long); resolves to 1 when a line could not be read, else 0. */
export async function assessLines(
  lines: AsyncIterable<string | null>,
  assessor: Assessor,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let failed = false;
  let piece = '';
  for await (const line of lines) {
    if (line?.trim() === '') continue;
    const answer = answerTo(line, assessor);
    failed ||= 'error' in answer;
    piece += `${JSON.stringify(answer)}\n`;
    if (piece.length < PIECE) continue;
    await write(piece);
    piece = '';
  }
  if (piece !== '') await write(piece);
  return failed ? 1 : 0;
}

function answerTo(line: string | null, assessor: Assessor): Readonly<Record<string, unknown>> {
  if (line === null) return { id: null, error: 'the line is too long' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    return { id: null, error: `not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const checked = MESSAGE_LINE.safeParse(parsed);
  if (!checked.success) return { id: null, error: describe(checked.error) };
  return { id: checked.data.id ?? null, ...assessor.assess(toInput(checked.data)) };
}

/** The messages that can be read; the others are answered for in their turn. */
function inputsOf(lines: readonly (string | null)[]): AssessmentInput[] {
  return lines.flatMap((line) => {
    try {
      return [toInput(MESSAGE_LINE.parse(JSON.parse(line ?? '')))];
    } catch {
      return [];
    }
  });
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`).join('; ');
}
