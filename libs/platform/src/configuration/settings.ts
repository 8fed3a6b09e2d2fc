import type { Fault } from '@earshot/domain';
import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { KnownOption } from './known-options.js';
import { nearestName } from './nearest-name.js';

/** One value that somebody wrote, and where: `config/local.yaml:12` or the name of a variable. */
export interface Setting {
  /** `http.port` */
  readonly path: string;
  readonly value: unknown;
  readonly place: string;
}

export interface Reading {
  readonly settings: readonly Setting[];
  readonly faults: readonly Fault[];
}

/** The settings of a YAML file, each with its line; unreadable YAML is a fault with its line, not an exception. */
export function settingsOfYaml(file: string, text: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const faults = document.errors.map((error) => ({
    path: place(error.pos[0]),
    message: `this is not YAML: ${error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}`,
  }));
  if (faults.length > 0) return { settings: [], faults };
  if (document.contents === null) return { settings: [], faults: [] };
  if (!isMap(document.contents))
    return {
      settings: [],
      faults: [{ path: `${file}:1`, message: 'the file must consist of sections such as "http:"' }],
    };
  return { settings: leaves(document.contents, '', place), faults: [] };
}

function leaves(map: YAMLMap, prefix: string, place: (offset: number) => string): Setting[] {
  return map.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
    const path = `${prefix}${key}`;
    if (isMap(pair.value)) return leaves(pair.value, `${path}.`, place);
    const node = pair.value as { toJS?: unknown } | null;
    return [
      { path, value: node === null ? null : (pair.toJSON() as Record<string, unknown>)[key], place: place(offset) },
    ];
  });
}

/** Names that mean the same as a longer one, because hosting services and people expect them. */
const SHORT_NAMES: Readonly<Record<string, string>> = { DATABASE_URL: 'database.url', PORT: 'http.port' };

/** Variables that begin with EARSHOT_ and are no options: the key of the secrets, and what test runs tell each other. */
const OTHER_VARIABLES = /^EARSHOT_(SECRET_KEY|TEST_\w+)$/;

/**
 * The settings of the environment. An empty variable counts as not set. An EARSHOT_ variable that is no option is a fault,
 * because a misspelt one would be ignored in silence; so are two names of one option with different values.
 */
export function settingsOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  options: readonly KnownOption[],
): Reading {
  const settings: Setting[] = [];
  const faults: Fault[] = [];
  const byVariable = new Map(options.map((option) => [option.variable, option]));
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || text === '') continue;
    const short = Object.hasOwn(SHORT_NAMES, variable) ? SHORT_NAMES[variable] : undefined;
    const option = short === undefined ? byVariable.get(variable) : options.find((known) => known.path === short);
    if (option !== undefined) {
      const rival = settings.find((setting) => setting.path === option.path);
      const value = option.fromText(text);
      if (rival !== undefined && rival.value !== value)
        faults.push({
          path: variable,
          message: `${rival.place} sets ${option.path} to another value; set only one of the two`,
        });
      settings.push({ path: option.path, value, place: variable });
    } else if (variable.startsWith('EARSHOT_') && !OTHER_VARIABLES.test(variable)) {
      faults.push({
        path: variable,
        message: `there is no such option${didYouMean(variable, [...byVariable.keys()])}`,
      });
    }
  }
  return { settings, faults };
}

/** ", did you mean X?" or nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const nearest = nearestName(written, known);
  return nearest === undefined ? '' : `, did you mean ${nearest}?`;
}
