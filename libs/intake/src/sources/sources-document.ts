import { sourceNameFault, type SourceState } from '@earshot/domain';
import { stringify } from 'yaml';
import { z } from 'zod';

const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date such as 2026-01-31, or an instant such as 2026-01-31T08:00:00Z',
});

/** Where a secret is found; it never stands in a file itself. */
export const secretReference = z.union(
  [z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'must say where the secret is, { env: NAME } or { file: /run/secrets/NAME }; it never stands here itself' },
);
export type SecretReference = z.output<typeof secretReference>;

export const sourceEntry = z.strictObject({
  name: z
    .string({ error: 'must be a name' })
    .trim()
    .min(1)
    .max(100, { error: 'must have at most 100 characters' })
    .superRefine((name, context) => {
      const fault = sourceNameFault(name);
      if (fault !== null) context.addIssue(fault);
    }),
  kind: z.string({ error: 'must be a kind of source, for example mailbox' }),
  options: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), secretReference).default({}),
  /** Seconds. */
  interval: z.int().min(5).max(86_400).optional(),
  readSince: instant.optional(),
  /** When it is added, it is not read before somebody resumes it. */
  paused: z.boolean({ error: 'must be true or false' }).optional(),
});
export type SourceEntry = z.output<typeof sourceEntry>;

/** A file of sources: what is exported, what `sources add --file` reads, and what config/sources.yaml is made of. */
export const sourcesDocument = z.strictObject({ sources: z.array(z.unknown()) });

/** What is exported of a source: all but its secrets, of which it says where they would be looked for. */
export interface ExportedSource {
  readonly kind: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
  readonly pollIntervalSeconds: number;
  readonly readSince: Date | null;
  readonly state: SourceState;
}

export function documentOf(sources: readonly ExportedSource[]): { readonly sources: SourceEntry[] } {
  return {
    sources: sources.map(({ kind, name, options, secretNames, pollIntervalSeconds, readSince, state }) => ({
      name,
      kind,
      options: { ...options },
      secrets: Object.fromEntries(secretNames.map((secret) => [secret, { env: variableOf(name, secret) }])),
      interval: pollIntervalSeconds,
      ...(readSince !== null && { readSince: readSince.toISOString() }),
      ...(state === 'paused' && { paused: true }),
    })),
  };
}

export function writtenAsYaml(document: { readonly sources: readonly SourceEntry[] }): string {
  return `# Sources of Earshot, without their secrets: set the variables that are named, or name files.\n${stringify(document)}`;
}

/** `Customer care`, `refreshToken` → `CUSTOMER_CARE_REFRESH_TOKEN`; letters that no variable may have become `_`. */
export function variableOf(name: string, secret: string): string {
  const spelt = `${name}_${secret.replace(/([a-z])([A-Z])/g, '$1_$2')}`
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  return /^\d/.test(spelt) ? `SOURCE_${spelt}` : spelt;
}
