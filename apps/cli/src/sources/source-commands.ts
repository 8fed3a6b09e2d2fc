import { text as readAll } from 'node:stream/consumers';
import type { Connector, SourceCheck } from '@earshot/connector-kit';
import { ConnectorError, InvalidInput, NotFound, schemaFaults, type Assessor } from '@earshot/domain';
import { loadAssessor } from '@earshot/detection';
import { PostgresPollBook, SourceEntity, SourceQueries } from '@earshot/persistence';
import { describeFailure } from '@earshot/intake';
import { randomUUID } from 'node:crypto';
import type { SourcesDesk } from '../../../worker/src/sources-desk.js';
import { openSourcesDesk, withInstallation, type Installation } from '../installation/installation.js';
import { readOptions, readSecrets } from './source-options.js';

/** A check that takes longer is reported as failed. Milliseconds. */
const CHECK_LIMIT_MS = 60_000;

/** What is brought to us is not asked for; once a day is looked whether the source is still configured as it must be. */
const PUSHED_INTERVAL_S = 86_400;

interface Described {
  readonly kind: string;
  readonly set?: readonly string[];
  readonly secretsStdin?: boolean;
}

interface ToAdd extends Described {
  readonly name: string;
  readonly interval?: string;
  readonly since: string;
  readonly check: boolean;
}

interface NewSource {
  readonly options: Record<string, unknown>;
  readonly secrets: Record<string, string>;
}

export function addSource(given: ToAdd): Promise<number> {
  return withInstallation(async (installation) => {
    const name = readName(given.name);
    const readSince = given.since === '' ? null : readDate(given.since, '--since');
    const desk = await openSourcesDesk(installation);
    const { isPushed } = desk.opener.definition(given.kind);
    const standard = isPushed === true ? PUSHED_INTERVAL_S : installation.configuration.polling.defaultIntervalSeconds;
    const interval = readInterval(given.interval, standard);
    const source = await describe(given, desk);
    const warnings = given.check ? (await check(given.kind, source, desk)).warnings : [];
    const sealed = desk.secrets.seal(source.secrets);
    const repository = installation.dataSource.getRepository(SourceEntity);
    if (await repository.existsBy({ name })) {
      throw new InvalidInput('The source cannot be added', [
        { path: '--name', message: `'${name}' is taken; names must differ` },
      ]);
    }
    const added = await repository.save({
      kind: given.kind,
      name,
      options: source.options,
      secrets: sealed === null ? null : Buffer.from(sealed),
      pollIntervalSeconds: interval,
      readSince,
      nextPollAt: installation.clock.now(),
    });
    print({ id: added.id, kind: given.kind, name, pollIntervalSeconds: interval, warnings });
    return 0;
  });
}

export function listSources(): Promise<number> {
  return withInstallation(async ({ dataSource }) => {
    for (const source of await new SourceQueries(dataSource).list()) print(source);
    return 0;
  });
}

export function checkSource(given: Described): Promise<number> {
  return withInstallation(async (installation) => {
    const desk = await openSourcesDesk(installation);
    const found = await check(given.kind, await describe(given, desk), desk);
    const assessor: Assessor = await loadAssessor();
    print({ summary: found.summary, warnings: found.warnings });
    for (const message of found.preview) {
      const { verdict, probability, severity, language } = assessor.assess(message);
      const { externalId, kind, sentAt, subject, text } = message;
      print({ externalId, kind, sentAt, subject, text: text.slice(0, 300), language, verdict, probability, severity });
    }
    return 0;
  });
}

export function pollSource(idOrName: string): Promise<number> {
  return withInstallation(async (installation) => {
    const source = await findSource(idOrName, installation);
    return pollNow(source.id, installation);
  });
}

export function backfillSource(idOrName: string, { from }: { from: string }): Promise<number> {
  return withInstallation(async (installation) => {
    const readSince = readDate(from, '--from');
    const source = await findSource(idOrName, installation);
    await installation.dataSource.getRepository(SourceEntity).update(source.id, { readSince, cursor: () => 'null' });
    return pollNow(source.id, installation);
  });
}

async function describe(given: Described, desk: SourcesDesk): Promise<NewSource> {
  const definition = desk.opener.definition(given.kind);
  const options = readOptions(given.set ?? [], definition.options);
  const parsed = definition.options.safeParse(options);
  if (!parsed.success)
    throw new InvalidInput('The options of the source are wrong', schemaFaults(parsed.error, options, ''));
  const secrets = given.secretsStdin === true ? readSecrets(await readAll(process.stdin), definition.secretNames) : {};
  return { options, secrets };
}

/** @throws ConnectorError with what to do about it */
async function check(kind: string, source: NewSource, desk: SourcesDesk): Promise<SourceCheck> {
  let connector: Connector<unknown> | null = null;
  try {
    connector = desk.opener.open({ kind, ...source }, () => Promise.resolve());
    return await connector.verify(AbortSignal.timeout(CHECK_LIMIT_MS));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw new ConnectorError(error.kind, describeFailure(error), { cause: error });
  } finally {
    await connector?.close();
  }
}

export async function findSource(idOrName: string, { dataSource }: Installation): Promise<SourceEntity> {
  const sources = dataSource.getRepository(SourceEntity);
  const byName = await sources.findOneBy({ name: idOrName });
  const found = byName ?? (/^[1-9]\d{0,18}$/.test(idOrName) ? await sources.findOneBy({ id: idOrName }) : null);
  if (found === null) throw new NotFound('Source', idOrName);
  return found;
}

/** Reads it in this process, unless a worker is reading it at this moment. Ctrl-C keeps what was stored. */
async function pollNow(sourceId: string, installation: Installation): Promise<number> {
  const { poller } = await openSourcesDesk(installation);
  const source = await claim(sourceId, installation);
  if (source === null) {
    process.stderr.write(
      `earshot: source ${sourceId} is being read by a worker at this moment; try again when it has finished\n`,
    );
    return 1;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  const report = await poller.poll(source.source, source.holder, interrupted.signal);
  print({
    sourceId,
    outcome: report.outcome,
    ...report.ledger,
    error: report.error === null ? null : describeFailure(report.error),
  });
  return report.outcome === 'succeeded' ? 0 : 1;
}

async function claim(sourceId: string, { configuration, dataSource, clock }: Installation) {
  const holder = `command:${process.pid}:${randomUUID()}`;
  const until = new Date(clock.now().getTime() + configuration.polling.leaseSeconds * 1_000);
  const source = await new PostgresPollBook(dataSource).claim(sourceId, holder, clock.now(), until);
  return source === null ? null : { source, holder };
}

function readName(given: string): string {
  const name = given.trim();
  if (name !== '' && name.length <= 100) return name;
  throw new InvalidInput('The source cannot be added', [
    { path: '--name', message: `has ${name.length} characters; a name has 1 to 100` },
  ]);
}

function readInterval(given: string | undefined, standard: number): number {
  if (given === undefined) return standard;
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= 5 && seconds <= 86_400) return seconds;
  throw new InvalidInput('The source cannot be added', [
    { path: '--interval', message: `'${given}' is not a whole number of seconds from 5 to 86400` },
  ]);
}

function readDate(given: string, option: string): Date {
  const date = new Date(given);
  if (/^\d{4}-\d{2}-\d{2}/.test(given) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidInput('The date cannot be read', [
    { path: option, message: `'${given}' is not a date such as 2026-01-31` },
  ]);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
