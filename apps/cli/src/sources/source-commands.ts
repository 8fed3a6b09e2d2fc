import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { ConnectorError, InvalidInput, isSameSourceName, NotFound, takenNameFault } from '@earshot/domain';
import {
  describeFailure,
  readSourcesFile,
  withoutFaults,
  type CheckedSource,
  type SourceDraft,
  type SourceKinds,
} from '@earshot/intake';
import { PostgresPollBook, SourceEntity, SourceQueries } from '@earshot/persistence';
import { randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { secretPlaces } from '../../../worker/src/sources/source-files.js';
import { openSourcesDesk, withInstallation, type Installation } from '../installation/installation.js';
import { openSourceDesks, type SourceDesks } from './open-source-desk.js';
import { printLine, readDate, readInterval, readName } from './source-arguments.js';
import { readOptions, readSecrets } from './source-options.js';

export interface Described {
  readonly kind?: string;
  readonly set?: readonly string[];
  readonly secretsStdin?: boolean;
}

interface ToAdd extends Described {
  readonly name?: string;
  readonly file?: string;
  readonly interval?: string;
  readonly since: string;
  readonly check: boolean;
}

export function addSource(given: ToAdd): Promise<number> {
  return withInstallation(async (installation) => {
    const desks = await openSourceDesks(installation);
    const drafts =
      given.file === undefined ? [await draftOf(given, desks.kinds)] : draftsIn(given.file, installation, desks.kinds);
    for (const draft of drafts) await refuseTakenName(draft.name, desks);
    for (const draft of drafts) {
      const warnings = given.check ? await checkedWarnings(draft, desks) : await desks.desk.warnings(draft);
      const id = await desks.desk.add(draft, null);
      const { kind, name, pollIntervalSeconds } = await desks.book.settings(id);
      printLine({ id, kind, name, pollIntervalSeconds, warnings });
    }
    return 0;
  });
}

export function listSources(): Promise<number> {
  return withInstallation(async ({ dataSource }) => {
    for (const source of await new SourceQueries(dataSource).list()) printLine(source);
    return 0;
  });
}

/** Looks at a saved source, or at one that is described. */
export function checkSource(idOrName: string | undefined, given: Described): Promise<number> {
  return withInstallation(async (installation) => {
    const { desk, kinds } = await openSourceDesks(installation);
    const signal = new AbortController().signal;
    const found =
      idOrName === undefined
        ? await desk.checkDraft(await describe(given, kinds), signal)
        : await desk.checkSaved((await findSource(idOrName, installation)).id, {}, signal);
    printFound(succeeded(found));
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
    const { desk } = await openSourceDesks(installation);
    await desk.backfill(source.id, readSince, null);
    return pollNow(source.id, installation);
  });
}

/** @throws NotFound */
export async function findSource(idOrName: string, { dataSource }: Installation): Promise<SourceEntity> {
  const sources = dataSource.getRepository(SourceEntity);
  const isThere = { removedAt: IsNull() };
  const byName = await sources.findOneBy({ name: idOrName, ...isThere });
  const isId = /^[1-9]\d{0,17}$/.test(idOrName);
  const found = byName ?? (isId ? await sources.findOneBy({ id: idOrName, ...isThere }) : null);
  if (found === null) throw new NotFound('Source', idOrName);
  return found;
}

async function draftOf(given: ToAdd, kinds: SourceKinds): Promise<SourceDraft> {
  const interval = given.interval === undefined ? null : readInterval(given.interval);
  const readSince = given.since === '' ? null : readDate(given.since, '--since');
  return { ...(await describe(given, kinds)), name: readName(given.name), pollIntervalSeconds: interval, readSince };
}

function draftsIn(file: string, { root }: Installation, kinds: SourceKinds): readonly SourceDraft[] {
  return withoutFaults(
    readSourcesFile(file, readFileSync(file, 'utf8'), kinds, secretPlaces(root, process.env), new Date()),
  );
}

async function describe(
  given: Described,
  kinds: SourceKinds,
): Promise<Pick<SourceDraft, 'kind' | 'options' | 'secrets'>> {
  const { kind } = given;
  if (kind === undefined)
    throw new InvalidInput('The source is not described', [
      { path: '--kind', message: 'say which connector reads it (mailbox, feed …), or name a file (--file)' },
    ]);
  const definition = kinds.find(kind);
  const options = readOptions(given.set ?? [], definition.options);
  const secrets = given.secretsStdin === true ? readSecrets(await readAll(process.stdin), definition.secretNames) : {};
  return { kind, options, secrets };
}

async function refuseTakenName(name: string, { book }: SourceDesks): Promise<void> {
  const other = (await book.all()).find((source) => isSameSourceName(source.name, name));
  if (other === undefined) return;
  throw new InvalidInput('The source cannot be added', [{ path: '--name', message: takenNameFault(name, other.name) }]);
}

async function checkedWarnings(draft: SourceDraft, { desk }: SourceDesks): Promise<readonly string[]> {
  return succeeded(await desk.checkDraft(draft, new AbortController().signal)).warnings;
}

/** @throws ConnectorError with what to do about it */
function succeeded(checked: CheckedSource): Extract<CheckedSource, { ok: true }> {
  if (checked.ok) return checked;
  const { kind, message, advice } = checked.failure;
  const words = advice === null ? message : `${message}. ${advice}`;
  throw kind === 'internal' ? new Error(words) : new ConnectorError(kind, words);
}

function printFound({ summary, warnings, preview }: Extract<CheckedSource, { ok: true }>): void {
  printLine({ summary, warnings });
  for (const { message, assessment } of preview) {
    const { externalId, kind, sentAt, subject, text } = message;
    const { language, verdict, probability, severity } = assessment ?? {};
    printLine({
      externalId,
      kind,
      sentAt,
      subject,
      text: text.slice(0, 300),
      language,
      verdict,
      probability,
      severity,
    });
  }
}

/** Reads it in this process, unless a worker is reading it at this moment. Ctrl-C keeps what was stored. */
async function pollNow(sourceId: string, installation: Installation): Promise<number> {
  const { poller } = await openSourcesDesk(installation);
  const source = await claim(sourceId, installation);
  if (source === null) {
    process.stderr.write(
      `earshot: source ${sourceId} is being read by a worker at this moment; its outcome is in the dashboard and in 'sources list'\n`,
    );
    return 1;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  const report = await poller.poll(source.source, source.holder, interrupted.signal);
  printLine({
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
