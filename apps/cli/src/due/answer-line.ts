import { ConfigError, InvalidInput, type Fault } from '@earshot/domain';
import { fieldsLeftAside, type DueDesk } from './due-desk.js';

export type LineAnswer = { due: string; steps?: readonly string[] } | { error: string };

/**
 * The answer to one JSON line; a wrong one is a value that says which field, what stands there and what would be right.
 * @param aside is told the fields that nothing was done with
 */
export function answerLine(
  line: string,
  desk: DueDesk,
  explain: boolean,
  aside: (fields: readonly string[]) => void = () => undefined,
): LineAnswer {
  try {
    // A byte order mark is what some editors put before the first line.
    const question: unknown = JSON.parse(line.replace(/^\uFEFF/, ''));
    aside(fieldsLeftAside(question));
    const { due, steps } = desk.answer(question);
    return explain ? { due, steps } : { due };
  } catch (error) {
    if (error instanceof SyntaxError) return { error: `The line is not JSON: ${error.message}` };
    if (error instanceof InvalidInput || error instanceof ConfigError) return { error: spellFaults(error.faults) };
    throw error;
  }
}

function spellFaults(faults: readonly Fault[]): string {
  return faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
}
