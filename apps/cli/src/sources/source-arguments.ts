import { InvalidInput, sourceNameFault } from '@earshot/domain';

/** @throws InvalidInput */
export function readName(given: string | undefined, option = '--name'): string {
  const name = given?.trim() ?? '';
  const isOfWrongLength = name === '' || name.length > 100;
  const message = isOfWrongLength ? `has ${name.length} characters; a name has 1 to 100` : sourceNameFault(name);
  if (message === null) return name;
  throw new InvalidInput('The source has faults', [{ path: option, message }]);
}

/** Seconds. @throws InvalidInput */
export function readInterval(given: string): number {
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= 5 && seconds <= 86_400) return seconds;
  throw new InvalidInput('The source has faults', [
    { path: '--interval', message: `'${given}' is not a whole number of seconds from 5 to 86400` },
  ]);
}

/** @throws InvalidInput */
export function readDate(given: string, option: string): Date {
  const date = new Date(given);
  if (/^\d{4}-\d{2}-\d{2}/.test(given) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidInput('The date cannot be read', [
    { path: option, message: `'${given}' is not a date such as 2026-01-31` },
  ]);
}

/** A line of JSON on standard output. */
export function printLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
