import { ConfigError, InvalidInput } from '@earshot/domain';

/** Runs a command with the arguments after its name; resolves to the exit code: 0 done, 1 failed in part, 2 wrong call. */
export type CliCommand = (args: readonly string[]) => Promise<number>;

/** Prints what went wrong in a line a person can act on (a stack only for bugs) and says which exit code that is. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof InvalidInput || error instanceof ConfigError) {
    process.stderr.write(`earshot: ${error.message}\n`);
    if (error instanceof InvalidInput)
      for (const f of error.faults) process.stderr.write(`  ${f.path}: ${f.message}\n`);
    return 2;
  }
  if (error instanceof Error && error.name !== 'Error' && error.name !== 'TypeError' && error.name !== 'RangeError') {
    process.stderr.write(`earshot: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(`earshot: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
