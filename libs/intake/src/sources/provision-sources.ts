import {
  ConnectorError,
  InvalidInput,
  isSameSourceName,
  takenNameFault,
  type Clock,
  type Fault,
  type SourceBook,
  type SourceSettings,
} from '@earshot/domain';
import type { WrittenSource } from './read-sources-file.js';
import type { SecretKeeper, Secrets } from './secret-keeper.js';
import { PAUSED_IN_FILE } from './source-desk.js';
import { sameValue, type SourceKinds } from './source-kinds.js';

export interface Provisioned {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** In no file any more: paused. */
  readonly withdrawn: readonly string[];
}

export interface ProvisioningParts {
  readonly book: SourceBook;
  readonly kinds: SourceKinds;
  readonly keeper: SecretKeeper;
  readonly clock: Clock;
  readonly defaultIntervalSeconds: number;
}

/** Brought messages are not asked for: see `SourceDesk`. */
const PUSHED_INTERVAL_SECONDS = 86_400;

/**
 * Makes the sources what the files say: adds what is new, changes what differs, and pauses what stands in no file any
 * more. A source of the same name that people added is taken over with its messages. Harmless to repeat, and done by one
 * process at a time.
 * @throws InvalidInput when a source of another kind has a name, or one with a name that looks the same; then nothing is changed
 */
export async function provisionSources(
  written: readonly WrittenSource[],
  parts: ProvisioningParts,
): Promise<Provisioned> {
  return parts.book.provisioning(async () => {
    const existing = new Map((await parts.book.all()).map((source) => [source.name, source]));
    refuseOtherSources(written, existing);
    const done = {
      added: [] as string[],
      changed: [] as string[],
      unchanged: [] as string[],
      withdrawn: [] as string[],
    };
    for (const source of written) {
      const found = existing.get(source.name);
      if (found === undefined) done.added.push(await add(source, parts));
      else if (isAsWritten(found, source, parts)) done.unchanged.push(found.id);
      else done.changed.push(await change(found, source, parts));
    }
    const names = new Set(written.map(({ name }) => name));
    for (const source of existing.values()) {
      if (source.provisionedBy === null || names.has(source.name)) continue;
      const reason = `Taken out of ${source.provisionedBy}: resume it to go on without the file, or remove it`;
      await parts.book.withdraw(source.id, reason, parts.clock.now());
      done.withdrawn.push(source.id);
    }
    return done;
  });
}

function refuseOtherSources(written: readonly WrittenSource[], existing: ReadonlyMap<string, SourceSettings>): void {
  const faults: Fault[] = written.flatMap(({ file, name, kind }) => {
    const found = existing.get(name);
    if (found === undefined) {
      const alike = [...existing.keys()].find((other) => isSameSourceName(other, name));
      return alike === undefined ? [] : [{ path: file, message: takenNameFault(name, alike) }];
    }
    if (found.kind === kind) return [];
    return [
      {
        path: file,
        message: `'${name}' is a source of the kind ${found.kind}; one of the kind ${kind} needs another name`,
      },
    ];
  });
  if (faults.length > 0) throw new InvalidInput('The files of sources have faults', faults);
}

async function add(source: WrittenSource, parts: ProvisioningParts): Promise<string> {
  const { kind, name, options, secrets, readSince } = source;
  const deed = { actorId: null, at: parts.clock.now() };
  const id = await parts.book.add(
    {
      kind,
      name,
      options,
      secrets: parts.keeper.seal(secrets),
      pollIntervalSeconds: intervalOf(source, parts),
      readSince,
      pausedBecause: source.paused === true ? PAUSED_IN_FILE : null,
    },
    deed,
  );
  await parts.book.provision(id, provisioned(source, parts.keeper.seal(secrets), false, parts), deed.at);
  return id;
}

async function change(found: SourceSettings, source: WrittenSource, parts: ProvisioningParts): Promise<string> {
  const asNamed = opened(parts.keeper, found.provisionedSecrets);
  // What the other side has renewed since is newer than what the file names.
  const keepsSecrets = found.provisionedBy !== null && sameValue(asNamed, source.secrets);
  const secrets = keepsSecrets ? found.secrets : parts.keeper.seal(source.secrets);
  const forgetCursor = !parts.kinds.keepsCursor(found.kind, found.options, source.options);
  await parts.book.provision(found.id, provisioned(source, secrets, forgetCursor, parts), parts.clock.now());
  return found.id;
}

function provisioned(
  source: WrittenSource,
  secrets: Uint8Array | null,
  forgetCursor: boolean,
  parts: ProvisioningParts,
) {
  const { kind, name, options, readSince, file } = source;
  return {
    kind,
    name,
    options,
    secrets,
    pollIntervalSeconds: intervalOf(source, parts),
    readSince,
    provisionedBy: file,
    provisionedSecrets: parts.keeper.seal(source.secrets),
    forgetCursor,
  };
}

function isAsWritten(found: SourceSettings, source: WrittenSource, parts: ProvisioningParts): boolean {
  return (
    found.provisionedBy === source.file &&
    found.pollIntervalSeconds === intervalOf(source, parts) &&
    // A backfill may have moved it since; only what the file says anew counts.
    (source.readSince === null || found.readSince?.getTime() === source.readSince.getTime()) &&
    sameValue(found.options, source.options) &&
    sameValue(opened(parts.keeper, found.provisionedSecrets), source.secrets)
  );
}

function intervalOf(
  { kind, pollIntervalSeconds }: WrittenSource,
  { kinds, defaultIntervalSeconds }: ProvisioningParts,
): number {
  const standard = kinds.find(kind).isPushed === true ? PUSHED_INTERVAL_SECONDS : defaultIntervalSeconds;
  return pollIntervalSeconds ?? standard;
}

/** Secrets that the key no longer opens differ from whatever the file names. */
function opened(keeper: SecretKeeper, sealed: Uint8Array | null): Secrets | null {
  try {
    return keeper.open(sealed);
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
