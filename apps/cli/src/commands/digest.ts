import { InvalidInput } from '@earshot/domain';
import { PostgresDigestStore, UserEntity } from '@earshot/persistence';
import { publicUrlOf } from '@earshot/platform';
import { Command, CommanderError } from 'commander';
import type { DataSource } from 'typeorm';
import { digestWriter } from '../../../worker/src/worker.js';
import type { CliCommand } from '../cli-command.js';
import { openPolicyBook, withInstallation } from '../installation/installation.js';

/** `earshot digest preview`: what a reader would get now, sent to nobody. */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot digest').description('The mail that managers read.').exitOverride();
  let exitCode = 0;
  program
    .command('preview')
    .description('Prints the digest that would be sent now.')
    .option('--user <email>', 'whose: their zone decides what is due today; without it the zone of the calendar')
    .option('--html', 'print the HTML instead of the text')
    .action(async (options: PreviewOptions) => {
      exitCode = await preview(options);
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

interface PreviewOptions {
  readonly user?: string;
  readonly html?: boolean;
}

function preview({ user, html }: PreviewOptions): Promise<number> {
  return withInstallation(async (installation) => {
    const { configuration, dataSource, clock } = installation;
    const zone = user === undefined ? configuration.calendar.zone : await zoneOf(user, dataSource);
    const writer = digestWriter(
      { configuration, publicUrl: publicUrlOf(configuration.http) },
      { digests: new PostgresDigestStore(dataSource), policy: openPolicyBook(installation), clock },
    );
    const digest = await writer.write({ zone, localTime: configuration.digest.localTime });
    process.stdout.write(html === true ? digest.html : `Subject: ${digest.subject}\n\n${digest.text}`);
    return 0;
  });
}

async function zoneOf(email: string, dataSource: DataSource): Promise<string> {
  const user = await dataSource.getRepository(UserEntity).findOneBy({ email: email.toLowerCase() });
  if (user === null)
    throw new InvalidInput('There is no such reader', [
      { path: '--user', message: `'${email}' is nobody's address; earshot users list names them` },
    ]);
  return user.zone;
}
