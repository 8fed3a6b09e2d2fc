import { StepFailed } from './run-quietly.mjs';

/** The reason for a person; a stack only for what nobody expected. */
export function reportFailure(error) {
  const text = error instanceof StepFailed ? error.message : (error.stack ?? String(error));
  process.stderr.write(`earshot: ${text}\n`);
  process.exit(1);
}
