import { ConfigError, InvalidInput } from '@earshot/domain';
import { ReaderGone } from './standard-output.js';

/** Runs a command with the arguments after its name; resolves to the exit code: 0 done, 1 failed in part, 2 wrong call. */
export type CliCommand = (args: readonly string[]) => Promise<number>;

/** Prints what went wrong in a line a person can act on (a stack only for bugs) and says which exit code that is. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ReaderGone) return 0;
  if (error instanceof InvalidInput || error instanceof ConfigError) {
    process.stderr.write(`earshot: ${error.message}\n`);
    if (error instanceof InvalidInput)
      for (const f of error.faults) process.stderr.write(`  ${f.path}: ${f.message}\n`);
    return 2;
  }
  if (isWrongCall(error)) {
    process.stderr.write(`earshot: ${error.message.split('\n')[0]}\n`);
    return 2;
  }
  if (isSystemError(error)) {
    process.stderr.write(`earshot: ${error.path ?? 'the system'}: ${error.message}\n`);
    return 1;
  }
  if (error instanceof Error && error.name !== 'Error' && error.name !== 'TypeError' && error.name !== 'RangeError') {
    process.stderr.write(`earshot: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(`earshot: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

/** An option that does not exist or lacks its value, as Node's parseArgs reports it. */
function isWrongCall(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** A file or address that the system refuses: the person's business, not a bug. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
