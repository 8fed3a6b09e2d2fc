import {
  MAX_RAW_BYTES,
  type ChannelGroup,
  type ConnectorDefinition,
  type InstallationLimits,
} from '@earshot/connector-kit';
import { faultWords, InvalidInput, type Fault } from '@earshot/domain';
import { z } from 'zod';
import { addressFaults } from './address-faults.js';
import type { Secrets } from './secret-keeper.js';

export type AnyDefinition = ConnectorDefinition<unknown, unknown>;

/** A kind of source as the person sees it who chooses one. */
export interface KindDescription {
  readonly kind: string;
  readonly title: string;
  readonly group: ChannelGroup;
  readonly summary: string;
  /** JSON Schema (draft 2020-12) of the options as they are written. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  /** Those without which nothing can be read. */
  readonly requiredSecrets: readonly string[];
  /** Its messages are brought to us. */
  readonly isPushed: boolean;
  readonly takesReplies: boolean;
}

/** The kinds of sources there are: what they are called, what they take, and what is wrong with what is given. */
export class SourceKinds {
  private readonly byKind: ReadonlyMap<string, AnyDefinition>;

  /** @param limits of the installation; `null` where nothing is saved */
  constructor(
    definitions: readonly AnyDefinition[],
    private readonly limits: InstallationLimits | null = null,
  ) {
    this.byKind = new Map(definitions.map((definition) => [definition.kind, definition]));
  }

  list(): KindDescription[] {
    return [...this.byKind.values()].map((definition) => ({
      kind: definition.kind,
      title: titleOf(definition),
      group: definition.group ?? 'house',
      summary: definition.summary,
      schema: z.toJSONSchema(definition.options, { io: 'input', unrepresentable: 'any' }),
      secrets: definition.secretNames,
      requiredSecrets: definition.requiredSecrets ?? [],
      isPushed: definition.isPushed === true,
      takesReplies: definition.whyNoReply !== undefined,
    }));
  }

  /** @throws InvalidInput at `kind` */
  find(kind: string): AnyDefinition {
    const found = this.byKind.get(kind);
    if (found !== undefined) return found;
    const message = `'${kind}' is no kind of source; there are ${[...this.byKind.keys()].join(', ')}`;
    throw new InvalidInput('The source has faults', [{ path: 'kind', message }]);
  }

  /** Every fault of the options and of the names of the secrets, at `options.…` and `secrets.…`. */
  faults(kind: string, options: unknown, secretNames: readonly string[]): Fault[] {
    const definition = this.find(kind);
    const parsed = definition.options.safeParse(options, { error: faultWords });
    const unknown = secretNames.filter((name) => !definition.secretNames.includes(name));
    const right =
      definition.secretNames.length === 0 ? 'it takes none' : `it takes ${definition.secretNames.join(', ')}`;
    return [
      ...(parsed.success ? [] : parsed.error.issues.flatMap(faultsOf)),
      ...unknown.map((name) => ({ path: `secrets.${name}`, message: `is no secret of a ${kind}; ${right}` })),
    ];
  }

  /** What in the options, right by themselves, this installation does not allow, at `options.…`. */
  limitFaults(kind: string, options: unknown): Fault[] {
    const definition = this.byKind.get(kind);
    const parsed = definition?.options.safeParse(options);
    if (this.limits === null || parsed?.success !== true) return [];
    const found = definition?.optionFaults?.(parsed.data, this.limits) ?? [];
    return [
      ...found.map(({ path, message }) => ({ path: `options.${path}`, message })),
      ...addressFaults(parsed.data, this.limits.addresses, 'options'),
    ];
  }

  /** Secrets that are missing, and what is wrong with the others as far as it is known without asking, at `secrets.…`. */
  secretFaults(kind: string, options: unknown, secrets: Secrets): Fault[] {
    const definition = this.byKind.get(kind);
    const parsed = definition?.options.safeParse(options);
    const found = parsed?.success === true ? (definition?.secretFaults?.(secrets, parsed.data) ?? []) : [];
    const told = new Set(found.map(({ name }) => name));
    const missing = (definition?.requiredSecrets ?? []).filter((name) => !Object.hasOwn(secrets, name));
    return [
      ...missing
        .filter((name) => !told.has(name))
        .map((name) => ({ name, message: 'is missing; without it nothing can be read' })),
      ...found,
    ].map(({ name, message }) => ({ path: `secrets.${name}`, message }));
  }

  /** @throws InvalidInput with every fault */
  check(kind: string, options: unknown, secretNames: readonly string[]): void {
    const faults = this.faults(kind, options, secretNames);
    if (faults.length > 0) throw new InvalidInput('The source has faults', faults);
  }

  /** Whether the messages of a kind are brought to us; of a kind that is no more, nobody knows it. */
  isPushed(kind: string): boolean {
    return this.byKind.get(kind)?.isPushed === true;
  }

  /** Whether the raw form of an item, `bytes` long, is enough to read it again: what was cut is not what was sent. */
  canReread(kind: string, bytes: number): boolean {
    return bytes > 0 && bytes < MAX_RAW_BYTES && this.byKind.get(kind)?.reread !== undefined;
  }

  /** The kinds whose quarantined items can be read again from their raw form. */
  rereadable(): string[] {
    return [...this.byKind.values()].filter((definition) => 'reread' in definition).map(({ kind }) => kind);
  }

  /** Whether a source goes on from its cursor after its options became others. */
  keepsCursor(
    kind: string,
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
  ): boolean {
    const harmless = new Set(this.find(kind).keepsCursor ?? []);
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].every((name) => harmless.has(name) || sameValue(before[name], after[name]));
  }
}

/** Equal as JSON, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  );
}

function titleOf({ title, kind }: AnyDefinition): string {
  const words = kind.replaceAll('-', ' ');
  return title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = ['options', ...issue.path.map(String)].join('.');
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is not known here' }))
    : [{ path, message: issue.message }];
}
