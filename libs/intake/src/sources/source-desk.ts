import type { SaveSecrets } from '@earshot/connector-kit';
import {
  Conflict,
  ConnectorError,
  InvalidInput,
  SourceChanged,
  sourceNameFault,
  type Clock,
  type Fault,
  type SourceBook,
  type SourceChange,
  type SourceContents,
  type SourceSettings,
} from '@earshot/domain';
import type { CheckedSource, SourceChecker } from './check-source.js';
import { refuseKeptSecretsElsewhere } from './destinations.js';
import { readSinceFaults } from './read-since.js';
import { samePlaceWarnings } from './same-place.js';
import type { SecretKeeper, Secrets } from './secret-keeper.js';
import { sameValue, type SourceKinds } from './source-kinds.js';

export type SourceOptions = Readonly<Record<string, unknown>>;

/** A source as a person describes it. */
export interface SourceDraft {
  readonly kind: string;
  readonly name: string;
  readonly options: SourceOptions;
  readonly secrets: Secrets;
  /** Seconds; `null`: what the installation does where nobody says otherwise. */
  readonly pollIntervalSeconds: number | null;
  /** Nothing older than this is read; `null`: all that the channel still has. */
  readonly readSince: Date | null;
  /** Not read before somebody resumes it; by default it is read at once. */
  readonly paused?: boolean;
}

/** Why a source that a file describes as paused is not read. */
export const PAUSED_IN_FILE = 'Paused in the file that described it: resume it when it shall be read';

/** What a person changes; what is absent stays. */
export interface SourceEdit {
  readonly name?: string | undefined;
  readonly options?: SourceOptions | undefined;
  /** New values by name; `null` forgets one. Those that are not named stay. */
  readonly secrets?: Readonly<Record<string, string | null>> | undefined;
  readonly pollIntervalSeconds?: number | undefined;
  readonly readSince?: Date | null | undefined;
}

/** What is brought to us is not asked for; once a day is looked whether the source is still configured as it must be. */
const PUSHED_INTERVAL_SECONDS = 86_400;

/** What people do to the configuration of sources: everything is validated here, whoever asks for it. */
export class SourceDesk {
  constructor(
    readonly kinds: SourceKinds,
    private readonly book: SourceBook,
    private readonly keeper: SecretKeeper,
    private readonly checker: SourceChecker,
    private readonly clock: Clock,
    private readonly defaultIntervalSeconds: number,
  ) {}

  /** The id of the new source; it is read at the next tick. @throws InvalidInput with every fault */
  async add(draft: SourceDraft, actorId: string | null): Promise<string> {
    refuse([
      ...nameFaults(draft.name),
      ...this.kinds.faults(draft.kind, draft.options, Object.keys(draft.secrets)),
      ...this.kinds.limitFaults(draft.kind, draft.options),
      ...this.kinds.secretFaults(draft.kind, draft.options, draft.secrets),
      ...readSinceFaults(draft.readSince, this.clock.now()),
    ]);
    const isPushed = this.kinds.find(draft.kind).isPushed === true;
    return this.book.add(
      {
        kind: draft.kind,
        name: draft.name,
        options: draft.options,
        secrets: this.keeper.seal(draft.secrets),
        pollIntervalSeconds:
          draft.pollIntervalSeconds ?? (isPushed ? PUSHED_INTERVAL_SECONDS : this.defaultIntervalSeconds),
        readSince: draft.readSince,
        pausedBecause: draft.paused === true ? PAUSED_IN_FILE : null,
      },
      { actorId, at: this.clock.now() },
    );
  }

  /**
   * What speaks against a source without forbidding it; asked before it is saved.
   * @param id `null` of a new one
   * @throws InvalidInput for an unknown kind
   */
  async warnings(
    { kind, options }: Pick<SourceDraft, 'kind' | 'options'>,
    id: string | null = null,
  ): Promise<readonly string[]> {
    return samePlaceWarnings(this.kinds.find(kind), options, await this.book.all(), id);
  }

  /**
   * An edit that changes nothing leaves no trace.
   * @returns what speaks against new options without forbidding them
   * @throws NotFound, InvalidInput, SourceChanged, Conflict when a file configures it
   */
  async change(id: string, edit: SourceEdit, seen: number | null, actorId: string | null): Promise<readonly string[]> {
    const settings = await this.book.settings(id);
    refuseProvisioned(settings);
    const options = edit.options ?? settings.options;
    const secrets = this.secretsAfter(settings, options, edit.secrets ?? {});
    const hasOptions = !sameValue(options, settings.options);
    refuse([
      ...nameFaults(edit.name),
      ...this.kinds.faults(settings.kind, options, Object.keys(edit.secrets ?? {})),
      // What was there before anybody judged it keeps nobody from giving the source another name.
      ...(hasOptions ? this.kinds.limitFaults(settings.kind, options) : []),
      ...(hasOptions || edit.secrets !== undefined ? this.kinds.secretFaults(settings.kind, options, secrets) : []),
      ...(hasOtherSince(settings, edit) ? readSinceFaults(edit.readSince, this.clock.now()) : []),
    ]);
    const change = this.changeOf(settings, edit, secrets);
    // Whoever has the version of before has still seen what there is.
    if (Object.keys(change).length === 0) {
      if (seen !== null && seen !== settings.version) throw new SourceChanged(id, seen, settings.version);
      return [];
    }
    const warnings = change.options === undefined ? [] : await this.warnings({ kind: settings.kind, options }, id);
    // What was kept was judged by the options that were read above.
    await this.book.change(id, change, seen ?? settings.version, { actorId, at: this.clock.now() });
    return warnings;
  }

  /** What of an edit differs from what is there. */
  private changeOf(settings: SourceSettings, edit: SourceEdit, secrets: Secrets): SourceChange {
    const { name, options, pollIntervalSeconds, readSince } = edit;
    const hasOptions = options !== undefined && !sameValue(options, settings.options);
    const hasSecrets = edit.secrets !== undefined && !sameValue(secrets, this.opened(settings.secrets));
    const hasInterval = pollIntervalSeconds !== undefined && pollIntervalSeconds !== settings.pollIntervalSeconds;
    return {
      ...(name !== undefined && name !== settings.name && { name }),
      ...(hasOptions && {
        options,
        forgetCursor: !this.kinds.keepsCursor(settings.kind, settings.options, options),
      }),
      ...(hasSecrets && { secrets: this.keeper.seal(secrets) }),
      ...(hasInterval && { pollIntervalSeconds }),
      ...(hasOtherSince(settings, edit) && { readSince }),
    };
  }

  /** Looks at a source that is not saved. @throws InvalidInput, TryAgainLater */
  async checkDraft(
    draft: Pick<SourceDraft, 'kind' | 'options' | 'secrets'>,
    signal: AbortSignal,
  ): Promise<CheckedSource> {
    this.kinds.check(draft.kind, draft.options, Object.keys(draft.secrets));
    const renewed = new Set<string>();
    const noted: SaveSecrets = (secrets) => {
      for (const name of Object.keys(secrets)) renewed.add(name);
      return Promise.resolve();
    };
    const checked = await this.checker.check(draft, noted, signal);
    const found = warned(checked, await this.warnings(draft));
    if (!found.ok || renewed.size === 0) return found;
    const warning = `The other side has renewed ${[...renewed].join(', ')} during the check: enter the new value, or connect the account once the source is saved`;
    return { ...found, warnings: [...found.warnings, warning] };
  }

  /** Looks at a saved source, as it is or as an edit would make it. @throws NotFound, InvalidInput, TryAgainLater */
  async checkSaved(
    id: string,
    edit: Pick<SourceEdit, 'options' | 'secrets'>,
    signal: AbortSignal,
  ): Promise<CheckedSource> {
    const settings = await this.book.settings(id);
    const options = edit.options ?? settings.options;
    this.kinds.check(settings.kind, options, Object.keys(edit.secrets ?? {}));
    const secrets = this.secretsAfter(settings, options, edit.secrets ?? {});
    const save: SaveSecrets = async (renewed) => this.storeRenewed(id, renewed);
    const checked = await this.checker.check({ kind: settings.kind, options, secrets }, save, signal);
    return warned(checked, await this.warnings({ kind: settings.kind, options }, id));
  }

  /** @throws NotFound, InvalidInput, InvalidTransition when it is paused */
  async backfill(id: string, from: Date, actorId: string | null): Promise<void> {
    const at = this.clock.now();
    if (from > at)
      throw new InvalidInput('The source cannot be read again', [{ path: 'from', message: 'must not lie ahead' }]);
    const { kind } = await this.book.settings(id);
    if (this.kinds.find(kind).isPushed === true)
      throw new Conflict('The messages of this source are brought to us: ask the sender to send them again');
    await this.book.backfill(id, from, { actorId, at });
  }

  /** The id of a copy with the same secrets, which is read once somebody resumes it. @throws NotFound, InvalidInput */
  async clone(id: string, name: string, actorId: string | null): Promise<string> {
    refuse(nameFaults(name));
    const { kind, options, secrets, pollIntervalSeconds, readSince, name: original } = await this.book.settings(id);
    return this.book.add(
      {
        kind,
        name,
        options,
        // Sealed anew, so that nobody sees in the database that two are the same.
        secrets: this.keeper.seal(this.keeper.open(secrets)),
        pollIntervalSeconds,
        readSince,
        pausedBecause: `A copy of ${original}: change what differs, then resume it`,
      },
      { actorId, at: this.clock.now() },
    );
  }

  /** @throws NotFound */
  contents(id: string): Promise<SourceContents> {
    return this.book.contents(id);
  }

  /** @throws NotFound, SourceChanged, Conflict when a file configures it */
  async remove(id: string, withMessages: boolean, seen: number | null, actorId: string | null): Promise<void> {
    refuseProvisioned(await this.book.settings(id));
    await this.book.remove(id, withMessages, seen, { actorId, at: this.clock.now() });
    // A small source is gone at once; what is left of a large one goes portion by portion.
    if (withMessages) await this.book.purge(PURGED_AT_ONCE);
  }

  /** Deletes one portion of what removed sources have left; false when there is nothing. */
  purge(): Promise<boolean> {
    return this.book.purge(PURGED_AT_ONCE);
  }

  /** The names of the secrets that are set; their values are never told. @throws NotFound */
  async secretsSet(id: string): Promise<readonly string[]> {
    return Object.keys(this.opened((await this.book.settings(id)).secrets)).sort();
  }

  private secretsAfter(
    settings: SourceSettings,
    options: SourceOptions,
    edited: Readonly<Record<string, string | null>>,
  ): Secrets {
    const kept = Object.fromEntries(
      Object.entries(this.opened(settings.secrets)).filter(([name]) => !Object.hasOwn(edited, name)),
    );
    refuseKeptSecretsElsewhere(settings.options, options, kept);
    const given = Object.entries(edited).filter((entry): entry is [string, string] => entry[1] !== null);
    return { ...kept, ...Object.fromEntries(given) };
  }

  /** Secrets that the key of this installation does not open any more are lost: they are entered again. */
  private opened(sealed: Uint8Array | null): Secrets {
    try {
      return this.keeper.open(sealed);
    } catch (error) {
      if (error instanceof ConnectorError) return {};
      throw error;
    }
  }

  private async storeRenewed(id: string, renewed: Secrets): Promise<void> {
    const { secrets } = await this.book.settings(id);
    const all = this.keeper.seal({ ...this.opened(secrets), ...renewed });
    await this.book.renewSecrets(id, all);
  }
}

/** Messages that go in one transaction: it is over before anybody waits for it. */
const PURGED_AT_ONCE = 2_000;

function refuseProvisioned({ provisionedBy }: SourceSettings): void {
  if (provisionedBy === null) return;
  throw new Conflict(
    `${provisionedBy} configures this source: change it there and restart. What was changed here would be overwritten.`,
  );
}

/** What does not change has no name to judge. */
function nameFaults(name: string | undefined): Fault[] {
  const message = name === undefined ? null : name === '' ? 'must not be empty' : sourceNameFault(name);
  return message === null ? [] : [{ path: 'name', message }];
}

function warned(checked: CheckedSource, warnings: readonly string[]): CheckedSource {
  return checked.ok ? { ...checked, warnings: [...checked.warnings, ...warnings] } : checked;
}

function hasOtherSince({ readSince: kept }: SourceSettings, { readSince }: SourceEdit): boolean {
  return readSince !== undefined && readSince?.getTime() !== kept?.getTime();
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidInput('The source has faults', faults);
}
