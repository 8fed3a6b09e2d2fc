import { prepare } from './prepare.mjs';
import { runService } from './run-main.mjs';
import { reportFailure } from './report-failure.mjs';

prepare((line) => process.stdout.write(`${line}\n`))
  .then(() => runService(['start', ...process.argv.slice(2)]))
  .then((code) => process.exit(code), reportFailure);
