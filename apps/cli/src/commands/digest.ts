import {
  DIGEST_EDITIONS,
  hasDailyEdition,
  InvalidInput,
  requireDigestReader,
  type DigestEdition,
} from '@earshot/domain';
import { PostgresDigestStore, UserEntity } from '@earshot/persistence';
import { PgBossJobQueue, createLogger, publicUrlOf } from '@earshot/platform';
import { nextEditionOf, SEND_DIGEST, type ReaderToWriteFor, type SendDigest } from '@earshot/reporting';
import { Command, CommanderError, Option } from 'commander';
import { isMailConfigured } from '../../../worker/src/mail-configured.js';
import { digestWriter } from '../../../worker/src/reporting/digest-setup.js';
import type { CliCommand } from '../cli-command.js';
import { openPolicyBook, withInstallation, type Installation } from '../installation/installation.js';

/** `earshot digest preview|list|test` */
export const command: CliCommand = async (args) => {
  const program = new Command('earshot digest').description('The mails that managers read.').exitOverride();
  const edition = () => new Option('--edition <edition>', 'which').choices(DIGEST_EDITIONS).default('daily');
  program
    .command('preview')
    .description('Prints the digest that would be sent now, to nobody.')
    .option('--user <email>', 'whose: as they have it; without it everything, in the zone of the calendar')
    .addOption(edition())
    .option('--language <tag>', 'in another language')
    .option('--html', 'print the HTML instead of the text')
    .action((options: PreviewOptions) => withInstallation((installation) => preview(options, installation)));
  program
    .command('list')
    .description('Prints who gets which digest and when the next one comes, a JSON line each.')
    .action(() => withInstallation(list));
  program
    .command('test')
    .description(
      'Has a worker send a digest to its reader now, whatever time it is; the one that is due comes all the same.',
    )
    .requiredOption('--user <email>', 'the reader')
    .addOption(edition())
    .action((options: TestOptions) => withInstallation((installation) => sendTest(options, installation)));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

interface PreviewOptions {
  readonly user?: string;
  readonly edition: DigestEdition;
  readonly language?: string;
  readonly html?: boolean;
}

interface TestOptions {
  readonly user: string;
  readonly edition: DigestEdition;
}

async function preview({ user, edition, language, html }: PreviewOptions, installation: Installation): Promise<void> {
  const { configuration, dataSource, clock } = installation;
  const digests = new PostgresDigestStore(dataSource);
  const reader = await readerOf(user, edition, installation);
  const policy = openPolicyBook(installation);
  const writer = digestWriter(
    { configuration, publicUrl: publicUrlOf(configuration.http) },
    { digests, policy, clock },
  );
  const digest = await writer.write({ ...reader, language: language ?? reader.language }, null);
  process.stdout.write(html === true ? digest.html : `Subject: ${digest.subject}\n\n${digest.text}`);
}

async function list(installation: Installation): Promise<void> {
  const { dataSource, clock } = installation;
  const policy = await openPolicyBook(installation).policy();
  for (const subscription of await new PostgresDigestStore(dataSource).subscriptions(null)) {
    const { userName, edition, enabled, localTime, pausedAt, calendar } = subscription;
    const paused = pausedAt !== null;
    const nextAt = nextEditionOf(subscription, clock.now(), policy.calendar(calendar));
    process.stdout.write(`${JSON.stringify({ reader: userName, edition, enabled, paused, localTime, nextAt })}\n`);
  }
}

async function sendTest({ user, edition }: TestOptions, installation: Installation): Promise<void> {
  const { configuration, dataSource, databaseUrl } = installation;
  if (!isMailConfigured(configuration.smtp))
    throw new InvalidInput('No mail can be sent', [
      { path: 'smtp', message: 'set smtp.host and smtp.from in config/local.yaml' },
    ]);
  const reader = await findUser(user, installation);
  requireDigestReader(reader);
  const found = await new PostgresDigestStore(dataSource).subscriptions(reader.id);
  const subscription = found.find((one) => one.edition === edition);
  if (subscription === undefined)
    throw new InvalidInput('There is nothing to send', [
      { path: '--user', message: `${user} gets no ${edition} digest` },
    ]);
  const logger = createLogger({ ...configuration.log, level: 'warn' }, process.stderr);
  const queue = new PgBossJobQueue({ connectionString: databaseUrl, names: [SEND_DIGEST], logger });
  try {
    await queue.send<SendDigest>(SEND_DIGEST, { testOf: subscription.id });
  } finally {
    await queue.stop(0);
  }
  process.stdout.write(`A worker sends the ${edition} digest to ${user}.\n`);
}

/** As they have it; an edition that they do not get is shown as it would come by default. */
async function readerOf(
  email: string | undefined,
  edition: DigestEdition,
  installation: Installation,
): Promise<ReaderToWriteFor> {
  const { configuration, dataSource } = installation;
  const plain: ReaderToWriteFor = {
    edition,
    localTime: configuration.digest.localTime,
    zone: configuration.calendar.zone,
    days: [1, 2, 3, 4, 5, 6, 7],
    workingDaysOnly: true,
    calendar: null,
    language: 'en',
    scope: { sourceIds: [], languages: [], ownerIds: [] },
    hasDaily: false,
  };
  if (email === undefined) return plain;
  const user = await findUser(email, installation);
  const found = await new PostgresDigestStore(dataSource).subscriptions(user.id);
  const own = found.find((one) => one.edition === edition);
  return {
    ...plain,
    ...own,
    zone: own?.zone ?? user.zone,
    language: own?.language ?? user.language,
    hasDaily: hasDailyEdition(found),
  };
}

async function findUser(email: string, { dataSource }: Installation): Promise<UserEntity> {
  const user = await dataSource.getRepository(UserEntity).findOneBy({ email: email.toLowerCase() });
  if (user === null)
    throw new InvalidInput('There is no such reader', [
      { path: '--user', message: `'${email}' is nobody's address; earshot users list names them` },
    ]);
  return user;
}
