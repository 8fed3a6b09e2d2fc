import { readFile } from 'node:fs/promises';
import { InvalidInput, type AssessmentInput } from '@earshot/domain';
import { fitOverlay, ownWording, type StatisticalAssessor, type Verdict } from '@earshot/detection';
import { z } from 'zod';
import { MESSAGE_LINE, toInput } from './message-line.js';

const VERDICT = MESSAGE_LINE.extend({ dissatisfied: z.boolean() });

/**
 * Corrections, one JSON object a line: a message as `assess` takes it, with `dissatisfied`. Its text is read as it is judged.
 * @throws InvalidInput naming file and line of what is no verdict, or the file that cannot be read
 */
export async function readVerdicts(file: string): Promise<Verdict[]> {
  return (await contentOf(file)).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const { dissatisfied, ...message } = VERDICT.parse(JSON.parse(line));
      return [{ input: toInput(message), dissatisfied }];
    } catch {
      const message = 'a verdict is {"text":"...","dissatisfied":true|false}';
      throw new InvalidInput(`The verdicts in ${file} cannot be read`, [{ path: `${file}:${index + 1}`, message }]);
    }
  });
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`The verdicts in ${file} cannot be read`, [{ path: file, message }]);
  }
}

/**
 * The detector with the corrections, when cross-validation on them says that it is better for it; `tell` is told.
 * @param messages without verdicts, from where the verdicts come from: how they are worded is learned too
 */
export function taught(
  base: StatisticalAssessor,
  verdicts: readonly Verdict[],
  messages: readonly AssessmentInput[],
  tell: (line: string) => void,
): StatisticalAssessor {
  const { overlay, before, after, isBetter } = fitOverlay(base, verdicts, ownWording(base, messages));
  const figures = `log loss ${before.logLoss.toFixed(3)} -> ${after.logLoss.toFixed(3)}, macro-F1 ${before.macroF1.toFixed(3)} -> ${after.macroF1.toFixed(3)}`;
  tell(`${verdicts.length} verdicts, ${figures}: ${isBetter ? 'learned from' : 'base model kept'}`);
  return isBetter ? base.withOverlay(overlay) : base;
}
