import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CHANNELS, InvalidInput, type Assessor, type AssessmentInput } from '@earshot/domain';
import { ownWords } from '@earshot/connector-kit';
import { fitOverlay, loadAssessor, type StatisticalAssessor } from '@earshot/detection';
import { z } from 'zod';
import type { CliCommand } from '../cli-command.js';
import { readLines, writeOut } from '../json-lines.js';

const HELP = `Usage: earshot assess [--verdicts FILE] < messages.jsonl > assessments.jsonl

Judges one message a line, in order, without a database:
  {"id":"1","text":"Milloin maksu suoritetaan???"}
Optional fields: subject, rating (1 to 5), language (BCP 47), channel (${CHANNELS.join(', ')}),
unansweredBefore, threadProbability.
A line that cannot be read is answered by {"id":null,"error":"..."} and the exit code is 1.

  --verdicts FILE   JSON lines {"text":"...","dissatisfied":true|false}: corrections to learn from first
`;

const MESSAGE = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  subject: z.string().nullish(),
  rating: z.number().min(1).max(5).nullish(),
  language: z.string().nullish(),
  channel: z.enum(CHANNELS).nullish(),
  unansweredBefore: z.number().int().min(0).optional(),
  threadProbability: z.number().min(0).max(1).nullish(),
});
type MessageLine = z.infer<typeof MESSAGE>;

const VERDICT = z.object({ text: z.string(), dissatisfied: z.boolean() });

/** Answers are written in pieces of about this many characters: one system call per line would take most of the time. */
const PIECE = 64 * 1024;

export const command: CliCommand = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { verdicts: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const base = await loadAssessor();
  const assessor = values.verdicts === undefined ? base : taught(base, await readVerdicts(values.verdicts));
  return assessLines(process.stdin, assessor, writeOut);
};

/** The detector with the corrections, when cross-validation on them says that it is better for it; standard error tells. */
function taught(base: StatisticalAssessor, verdicts: readonly z.infer<typeof VERDICT>[]): Assessor {
  const fitted = fitOverlay(
    base,
    verdicts.map(({ text, dissatisfied }) => ({ input: { text }, dissatisfied })),
  );
  const figures = `log loss ${fitted.before.logLoss.toFixed(3)} -> ${fitted.after.logLoss.toFixed(3)}`;
  process.stderr.write(
    `${verdicts.length} verdicts, ${figures}: ${fitted.isBetter ? 'learned from' : 'base model kept'}\n`,
  );
  return fitted.isBetter ? base.withOverlay(fitted.overlay) : base;
}

/** Judges every line of a stream; resolves to 1 when a line could not be read, else 0. */
export async function assessLines(
  input: AsyncIterable<Buffer | string>,
  assessor: Assessor,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let failed = false;
  let piece = '';
  for await (const line of readLines(input)) {
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
  const checked = MESSAGE.safeParse(parsed);
  if (!checked.success) return { id: null, error: describe(checked.error) };
  return { id: checked.data.id ?? null, ...assessor.assess(toInput(checked.data)) };
}

function toInput(message: MessageLine): AssessmentInput {
  return message.channel === 'email' ? { ...message, text: ownWords(message.text, { isReply: true }).text } : message;
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`).join('; ');
}

/** @throws InvalidInput naming file and line of what is no verdict */
async function readVerdicts(file: string): Promise<z.infer<typeof VERDICT>[]> {
  const content = await readFile(file, 'utf8');
  return content.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [VERDICT.parse(JSON.parse(line))];
    } catch {
      const message = 'a verdict is {"text":"...","dissatisfied":true|false}';
      throw new InvalidInput(`The verdicts in ${file} cannot be read`, [{ path: `${file}:${index + 1}`, message }]);
    }
  });
}
