import { InvalidInput } from '@earshot/domain';
import type { CliCommand } from '../cli-command.js';
import { examine } from '../doctor/examine.js';
import { findingLine } from '../doctor/finding.js';

const USAGE = `Usage: earshot doctor [--json]

Checks Node, configuration, disk, database, sources, mail, clock and keys, and says what to do.
--json prints a JSON line for each check: {"check", "state": "ok" | "attention" | "failed", "message", "remedy"}.
The exit code is 1 when a check failed.
`;

/** `earshot doctor` */
export const command: CliCommand = async (args) => {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const unknown = args.filter((arg) => arg !== '--json');
  if (unknown.length > 0) throw new InvalidInput(`doctor does not know ${unknown.join(' ')}; it takes --json`);
  const asJson = args.includes('--json');
  let failures = 0;
  for await (const finding of examine()) {
    if (finding.state === 'failed') failures += 1;
    process.stdout.write(`${asJson ? JSON.stringify(finding) : findingLine(finding)}\n`);
  }
  return failures === 0 ? 0 : 1;
};
