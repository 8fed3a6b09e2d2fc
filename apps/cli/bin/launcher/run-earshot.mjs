import { prepare } from './prepare.mjs';
import { runCommand } from './run-main.mjs';
import { reportFailure } from './report-failure.mjs';

// Standard output belongs to the command: its lines are read by programs.
prepare((line) => process.stderr.write(`${line}\n`))
  .then(() => runCommand(process.argv.slice(2)))
  .then((code) => process.exit(code), reportFailure);
