import { prepare } from './prepare.mjs';
import { reportFailure } from './report-failure.mjs';

prepare((line) => process.stdout.write(`${line}\n`)).catch(reportFailure);
