import { loadAssessor } from '@earshot/detection';
import { OverlayFitting, type FitReport } from '@earshot/learning';
import { PostgresOverlayStore, PostgresTransactions } from '@earshot/persistence';
import { Command, CommanderError } from 'commander';
import { DetectionFitter } from '../../../worker/src/learning/detection-fitter.js';
import type { CliCommand } from '../cli-command.js';
import { withInstallation, type Installation } from '../installation/installation.js';

/** `earshot learn`: what the worker does after new verdicts, now and with its figures on standard output. */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot learn')
    .description(
      'Fits what people’s verdicts teach the detector and puts it in force where it is better than what is.\n' +
        'Prints a JSON line for all sources and for each that has enough verdicts of its own.',
    )
    .option('--dry-run', 'only measure: store nothing and put nothing in force')
    .exitOverride()
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      const reports = await withInstallation((installation) => learn(installation, dryRun));
      for (const report of reports) process.stdout.write(`${JSON.stringify(report)}\n`);
      if (reports.length === 0)
        process.stderr.write('There are too few verdicts to learn from: at least 10 are needed\n');
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

function learn({ dataSource, clock }: Installation, dryRun: boolean): Promise<FitReport[]> {
  // This process has nothing else to do: no thread is needed.
  const openFitter = async () => new DetectionFitter(await loadAssessor());
  const fitting = new OverlayFitting(new PostgresOverlayStore(dataSource), openFitter, clock);
  return new PostgresTransactions(dataSource).run((_stores, transaction) => fitting.fit(transaction, { dryRun }));
}
