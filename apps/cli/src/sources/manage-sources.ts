import { text as readAll } from 'node:stream/consumers';
import { CONNECTORS } from '@earshot/connectors';
import { InvalidInput, type SourceDeed } from '@earshot/domain';
import { documentOf, QuarantineDesk, SourceActions, SourceKinds, writtenAsYaml } from '@earshot/intake';
import { PostgresQuarantineStore, PostgresSourceActionsStore, QuarantineQueries } from '@earshot/persistence';
import { withInstallation, type Installation } from '../installation/installation.js';
import { openSourceDesks } from './open-source-desk.js';
import { printLine, readDate, readInterval, readName } from './source-arguments.js';
import { findSource, type Described } from './source-commands.js';
import { readOptions, readSecrets } from './source-options.js';

/** What most people mean by "all" in a list that they read. */
const LISTED = 200;

interface Edited extends Omit<Described, 'kind'> {
  readonly name?: string;
  readonly interval?: string;
  readonly since?: string;
}

/** Changes what is named and leaves the rest as it is. */
export function editSource(idOrName: string, given: Edited): Promise<number> {
  return withInstallation(async (installation) => {
    const { desk, book, kinds } = await openSourceDesks(installation);
    const { id } = await findSource(idOrName, installation);
    const settings = await book.settings(id);
    const definition = kinds.find(settings.kind);
    const set =
      given.set === undefined ? undefined : merged(settings.options, readOptions(given.set, definition.options));
    const secrets =
      given.secretsStdin === true ? readSecrets(await readAll(process.stdin), definition.secretNames) : undefined;
    const warnings = await desk.change(
      id,
      {
        name: given.name === undefined ? undefined : readName(given.name),
        options: set,
        secrets,
        pollIntervalSeconds: given.interval === undefined ? undefined : readInterval(given.interval),
        readSince: given.since === undefined ? undefined : readDate(given.since, '--since'),
      },
      settings.version,
      null,
    );
    const { name, version } = await book.settings(id);
    printLine({ id, name, version, warnings });
    return 0;
  });
}

export function cloneSource(idOrName: string, { name }: { name: string }): Promise<number> {
  return withInstallation(async (installation) => {
    const { desk } = await openSourceDesks(installation);
    const source = await findSource(idOrName, installation);
    printLine({ id: await desk.clone(source.id, readName(name), null), name: name.trim(), state: 'paused' });
    return 0;
  });
}

/** Without `--yes` it only tells what would go. */
export function removeSource(
  idOrName: string,
  { withMessages, yes }: { readonly withMessages?: boolean; readonly yes?: boolean },
): Promise<number> {
  return withInstallation(async (installation) => {
    const { desk } = await openSourceDesks(installation);
    const { id, name, version } = await findSource(idOrName, installation);
    const contents = await desk.contents(id);
    printLine({ id, name, removed: yes === true, withMessages: withMessages === true, ...contents });
    if (yes !== true) {
      process.stderr.write('earshot: nothing was removed; repeat it with --yes to remove the source\n');
      return 1;
    }
    await desk.remove(id, withMessages === true, version, null);
    if (withMessages === true) while (await desk.purge());
    return 0;
  });
}

/** Prints a file that `sources add --file` and config/sources.yaml understand, without secrets. */
export function exportSources(names: readonly string[], { json }: { readonly json?: boolean }): Promise<number> {
  return withInstallation(async (installation) => {
    const { desk, book } = await openSourceDesks(installation);
    const chosen = await Promise.all(names.map(async (name) => (await findSource(name, installation)).id));
    const sources = (await book.all()).filter(({ id }) => chosen.length === 0 || chosen.includes(id));
    const exported = await Promise.all(
      sources.map(async (source) => ({ ...source, secretNames: await desk.secretsSet(source.id) })),
    );
    const document = documentOf(exported);
    process.stdout.write(json === true ? `${JSON.stringify(document, null, 2)}\n` : writtenAsYaml(document));
    return 0;
  });
}

export function pauseSource(idOrName: string, { reason }: { readonly reason?: string }): Promise<number> {
  return act(idOrName, 'pause', reason?.trim() ?? '');
}

export function resumeSource(idOrName: string): Promise<number> {
  return act(idOrName, 'resume', '');
}

export function listQuarantine(idOrName: string, { closed }: { readonly closed?: boolean }): Promise<number> {
  return withInstallation(async (installation) => {
    const { id } = await findSource(idOrName, installation);
    const queries = new QuarantineQueries(installation.dataSource);
    for (let after: string | null = null; ;) {
      const items = await queries.page(id, closed === true ? 'closed' : 'open', after, LISTED);
      items.forEach(printLine);
      after = items.at(-1)?.id ?? null;
      if (items.length < LISTED) return 0;
    }
  });
}

/** Reads one item again, or all that are open. */
export function retryQuarantine(
  idOrName: string,
  itemId: string | undefined,
  { all }: { readonly all?: boolean },
): Promise<number> {
  return withInstallation(async (installation) => {
    if ((itemId === undefined) === (all !== true))
      throw new InvalidInput('It is not said what is read again', [
        { path: 'item', message: 'name an item, or say --all' },
      ]);
    const { id } = await findSource(idOrName, installation);
    const desk = await quarantineDesk(installation);
    const items = itemId === undefined ? await openItems(id, installation) : [itemId];
    let isAllRead = true;
    for (const item of items) {
      const answer = await desk.retry(id, item, null);
      printLine({ id: item, ...answer });
      isAllRead &&= answer.outcome !== 'unreadable' && answer.outcome !== 'ask-source';
    }
    return isAllRead ? 0 : 1;
  });
}

export function dismissQuarantine(idOrName: string, itemId: string, { reason }: { reason: string }): Promise<number> {
  return withInstallation(async (installation) => {
    const { id } = await findSource(idOrName, installation);
    await (await quarantineDesk(installation)).dismiss(id, itemId, reason, null);
    printLine({ id: itemId, state: 'dismissed' });
    return 0;
  });
}

async function quarantineDesk(installation: Installation): Promise<QuarantineDesk> {
  const { book, kinds, reading } = await openSourceDesks(installation);
  return new QuarantineDesk(
    new PostgresQuarantineStore(installation.dataSource),
    book,
    kinds,
    (sourceId, page) =>
      reading.deliveries.deliver(sourceId, only({ ...page, cursor: null }), new AbortController().signal),
    installation.clock,
  );
}

async function openItems(sourceId: string, { dataSource }: Installation): Promise<string[]> {
  const rows = await dataSource.query<{ id: string }[]>(
    `select id from quarantine where source_id = $1 and state = 'open' order by id`,
    [sourceId],
  );
  return rows.map(({ id }) => id);
}

function act(idOrName: string, deed: SourceDeed, reason: string): Promise<number> {
  return withInstallation(async (installation) => {
    const { id } = await findSource(idOrName, installation);
    const { dataSource, clock } = installation;
    const store = new PostgresSourceActionsStore(dataSource);
    const actions = new SourceActions(store, clock, new SourceKinds(CONNECTORS));
    await actions.act(id, deed, { id: null, name: 'somebody at the command line' }, reason === '' ? null : reason);
    const { name, state, stateReason } = await findSource(id, installation);
    printLine({ id, name, state, stateReason });
    return 0;
  });
}

async function* only<Page>(page: Page): AsyncGenerator<Page> {
  yield page;
}

/** Nested options are changed one by one: `smtp.host` leaves `smtp.port` as it is. */
function merged(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(after)) {
    const known = before[key];
    result[key] = isObject(known) && isObject(value) ? merged(known, value) : value;
  }
  return result;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
