import { faultWords, InvalidInput, isSameSourceName, spellValue, takenNameFault, type Fault } from '@earshot/domain';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { readSinceFaults } from './read-since.js';
import type { SourceDraft } from './source-desk.js';
import type { SourceKinds } from './source-kinds.js';
import { sourceEntry, sourcesDocument, type SecretReference, type SourceEntry } from './sources-document.js';

/** A source as a file describes it. */
export interface WrittenSource extends SourceDraft {
  /** `config/sources.yaml` */
  readonly file: string;
}

export interface SecretPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @throws whatever keeps the file from being read */
  readonly readFile: (path: string) => string;
}

export interface ReadSources {
  readonly sources: readonly WrittenSource[];
  readonly faults: readonly Fault[];
}

const SECRET_IN_CLEAR =
  'a secret never stands here itself: name a variable, { env: NAME }, or a file, { file: /run/secrets/NAME }';

/**
 * The sources of a YAML or JSON file with their secrets, and every fault with its line, the value that stands there (but
 * for secrets) and what would be right. Nothing is thrown for what is written.
 */
export function readSourcesFile(
  file: string,
  text: string,
  kinds: SourceKinds,
  places: SecretPlaces,
  now: Date,
): ReadSources {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      path: `${file}:${lines.linePos(error.pos[0]).line}`,
      message: `this is not YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''}`,
    }));
    return { sources: [], faults };
  }
  const reader = new FileReader(file, document, lines, kinds, places, now);
  return reader.read();
}

/** @throws InvalidInput when there are faults */
export function withoutFaults({ sources, faults }: ReadSources): readonly WrittenSource[] {
  if (faults.length > 0) throw new InvalidInput('The file of sources has faults', faults);
  return sources;
}

class FileReader {
  private readonly faults: Fault[] = [];
  private readonly named: { readonly name: string; readonly place: string }[] = [];

  constructor(
    private readonly file: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    private readonly kinds: SourceKinds,
    private readonly places: SecretPlaces,
    private readonly now: Date,
  ) {}

  read(): ReadSources {
    const parsed = sourcesDocument.safeParse(this.content());
    if (!parsed.success) {
      this.add([], 'the file must be a list of sources under "sources:", and have nothing else');
      return { sources: [], faults: this.faults };
    }
    const sources = parsed.data.sources.flatMap((entry, index) => this.source(entry, ['sources', index]) ?? []);
    return { sources, faults: this.faults };
  }

  /** An alias of something that does not stand above it has no content. */
  private content(): unknown {
    try {
      return this.document.toJS();
    } catch {
      return undefined;
    }
  }

  private source(written: unknown, at: readonly PropertyKey[]): WrittenSource | null {
    const before = this.faults.length;
    const parsed = sourceEntry.safeParse(written, { error: faultWords });
    for (const issue of parsed.error?.issues ?? []) this.addIssue(issue, written, at);
    // Faults of one field do not wait until those of another are mended.
    const legible = parsed.data ?? legibleFields(written);
    this.refuseRepeatedName(legible, at);
    this.checkAgainstKind(legible, at);
    this.refuseToReadFromLater(legible, at);
    const secrets = this.secrets(legible, at);
    if (!parsed.success || secrets === null || this.faults.length > before) return null;
    const entry = parsed.data;
    return {
      file: this.file,
      kind: entry.kind,
      name: entry.name,
      options: entry.options,
      secrets,
      pollIntervalSeconds: entry.interval ?? null,
      readSince: entry.readSince === undefined ? null : new Date(entry.readSince),
      ...(entry.paused === true && { paused: true }),
    };
  }

  private refuseRepeatedName({ name }: Partial<SourceEntry>, at: readonly PropertyKey[]): void {
    if (name === undefined) return;
    const first = this.named.find((before) => isSameSourceName(before.name, name));
    if (first === undefined) this.named.push({ name, place: this.placeOf([...at, 'name']) });
    else this.add([...at, 'name'], `${takenNameFault(name, first.name)}; the other one stands at ${first.place}`);
  }

  /** `null` where one of them cannot be found: then there is nothing to judge. */
  private secrets(
    { kind, options, secrets }: Partial<SourceEntry>,
    at: readonly PropertyKey[],
  ): Record<string, string> | null {
    const before = this.faults.length;
    const found = Object.fromEntries(
      Object.entries(secrets ?? {}).map(([name, place]) => [name, this.secret(place, [...at, 'secrets', name])]),
    );
    if (secrets === undefined || this.faults.length > before) return null;
    const faults = kind === undefined ? [] : this.kinds.secretFaults(kind, options, found);
    for (const { path, message } of faults) this.add([...at, ...path.split('.')], `${path} ${message}`);
    return found;
  }

  private checkAgainstKind(entry: Partial<SourceEntry>, at: readonly PropertyKey[]): void {
    const { kind, options, secrets = {} } = entry;
    if (kind === undefined || options === undefined) return;
    try {
      const faults = [
        ...this.kinds.faults(kind, options, Object.keys(secrets)),
        ...this.kinds.limitFaults(kind, options),
      ];
      for (const { path, message } of faults) {
        const keys = path.split('.');
        const value = keys.reduce<unknown>(
          (level, key) => (level as Record<string, unknown> | undefined)?.[key],
          entry,
        );
        const shown = keys[0] === 'secrets' || value === undefined ? '' : `, but here stands ${spellValue(value)}`;
        this.add([...at, ...keys], `${path} ${message}${shown}`);
      }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const { path, message } of error.faults) this.add([...at, path], message);
    }
  }

  private refuseToReadFromLater({ readSince }: Partial<SourceEntry>, at: readonly PropertyKey[]): void {
    if (readSince === undefined) return;
    for (const { path, message } of readSinceFaults(new Date(readSince), this.now))
      this.add([...at, path], `${path} ${message}`);
  }

  private secret(place: SecretReference, at: readonly PropertyKey[]): string {
    if ('env' in place) {
      const value = this.places.environment[place.env];
      if (value !== undefined && value !== '') return value;
      this.add(at, `the variable ${place.env} is not set`);
      return '';
    }
    try {
      const value = this.places.readFile(place.file).replace(/\r?\n$/, '');
      if (value === '') this.add(at, `the file ${place.file} is empty`);
      return value;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      this.add(at, `the file ${place.file} cannot be read (${code})`);
      return '';
    }
  }

  /** What stands at a secret's place may be the secret: it is never shown. */
  private addIssue(issue: z.core.$ZodIssue, written: unknown, at: readonly PropertyKey[]): void {
    const path = [...at, ...issue.path];
    if (issue.path[0] === 'secrets' && issue.path.length > 1) return this.add(path.slice(0, 4), SECRET_IN_CLEAR);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const known = Object.keys(sourceEntry.shape).join(', ');
        this.add([...path, key], `'${key}' is not known here; a source has ${known}`);
      }
      return;
    }
    const value = issue.path.reduce<unknown>(
      (level, key) => (level as Record<PropertyKey, unknown> | undefined)?.[key],
      written,
    );
    const here = value === undefined ? 'it is missing' : `but here stands ${spellValue(value)}`;
    const words = issue.message === 'is missing' ? issue.message : `${issue.message}, ${here}`;
    this.add(path, issue.path.length === 0 ? `a source ${words}` : `${issue.path.map(String).join('.')}: ${words}`);
  }

  private add(path: readonly PropertyKey[], message: string): void {
    this.faults.push({ path: this.placeOf(path), message });
  }

  /** The line of what stands there, or of the nearest thing around it. */
  private placeOf(path: readonly PropertyKey[]): string {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = this.document.getIn(path.slice(0, length), true);
      const range =
        typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[] | null) : null;
      if (range?.[0] !== undefined) return `${this.file}:${this.lines.linePos(range[0]).line}`;
    }
    return `${this.file}:1`;
  }
}

/** The fields of an entry that are right by themselves. */
function legibleFields(written: unknown): Partial<SourceEntry> {
  if (typeof written !== 'object' || written === null) return {};
  const fields = Object.entries(sourceEntry.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse((written as Record<string, unknown>)[name]);
    return read.success ? [[name, read.data] as const] : [];
  });
  return Object.fromEntries(fields);
}
