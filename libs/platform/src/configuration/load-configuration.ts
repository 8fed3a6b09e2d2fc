import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, type Fault } from '@earshot/domain';
import { configurationSchema, type Configuration } from './configuration.js';
import { conflicts } from './conflicts.js';
import { knownOptions, type KnownOption } from './known-options.js';
import { didYouMean, settingsOfEnvironment, settingsOfYaml, type Reading, type Setting } from './settings.js';

export interface ConfigurationSources {
  /** The folder that holds package.json and config/. */
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads config/default.yaml, config/local.yaml (when there is one) and the environment, later ones winning, and returns
 * one frozen tree. `home` and `sources.folders` come out as absolute paths, the latter with the samples of the installation.
 * @throws ConfigError with every fault of all three at once.
 */
export function loadConfiguration(sources: ConfigurationSources = {}): Configuration {
  const root = sources.root ?? installationRoot();
  const options = knownOptions(configurationSchema);
  const readings = [
    readYaml(root, 'config/default.yaml'),
    ...(existsSync(join(root, 'config/local.yaml')) ? [readYaml(root, 'config/local.yaml')] : []),
    settingsOfEnvironment(sources.environment ?? process.env, options),
  ];
  const { tree, places, faults } = merge(readings, options);
  const whole = configurationSchema.safeParse(tree);
  if (!whole.success) throw new ConfigError(faults);
  faults.push(...conflicts(whole.data, (path) => places.get(path) ?? path));
  if (faults.length > 0) throw new ConfigError(faults);
  const { home, sources: read, ...rest } = whole.data;
  const folders = [SAMPLES, ...read.folders].map((folder) => resolve(root, folder));
  return deepFreeze({ ...rest, home: resolve(root, home), sources: { ...read, folders } });
}

/** What the first source of every installation reads. */
const SAMPLES = 'config/samples';

/** The folder of our package.json, found upwards, so that it is the same for sources and for dist. */
export function installationRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'config/default.yaml')) && existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder))
      throw new ConfigError([
        {
          path: 'config/default.yaml',
          message: `not found in any folder above ${__dirname}; the installation is incomplete`,
        },
      ]);
  }
}

function readYaml(root: string, file: string): Reading {
  try {
    return settingsOfYaml(file, readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    return { settings: [], faults: [{ path: file, message: `cannot be read: ${(error as Error).message}` }] };
  }
}

interface Merged {
  readonly tree: Record<string, unknown>;
  /** Where each option got its value. */
  readonly places: Map<string, string>;
  readonly faults: Fault[];
}

/** Wrong values are left out of the tree, so that what they override keeps the conflict rules meaningful. */
function merge(readings: readonly Reading[], options: readonly KnownOption[]): Merged {
  const byPath = new Map(options.map((option) => [option.path, option]));
  const faults = readings.flatMap((reading) => reading.faults);
  const values = new Map<string, unknown>();
  const places = new Map<string, string>();
  for (const setting of readings.flatMap((reading) => reading.settings)) {
    const option = byPath.get(setting.path);
    const parsed = option?.parse(setting.value);
    if (option === undefined) {
      const fault = unknownSetting(setting, options);
      if (fault !== undefined) faults.push(fault);
    } else if (parsed === undefined) {
      faults.push({ path: setting.place, message: wrongValue(option, setting.value) });
    } else {
      values.set(option.path, parsed.value);
      places.set(option.path, setting.place);
    }
  }
  for (const option of options) {
    if (!values.has(option.path))
      faults.push({
        path: option.path,
        message: `has no valid value in config/default.yaml; it must be ${option.expected}`,
      });
  }
  return { tree: treeOf(values), places, faults: withoutEchoes(faults) };
}

/** An option without a valid default is named once: by its wrong value where there is one. */
function withoutEchoes(faults: readonly Fault[]): Fault[] {
  return faults.filter(
    (fault) => !faults.some((other) => other !== fault && other.message.startsWith(`${fault.path}: `)),
  );
}

function wrongValue(option: KnownOption, value: unknown): string {
  const shown = option.secret ? 'the value (hidden)' : JSON.stringify(value);
  return `${option.path}: ${shown} is not ${option.expected}`;
}

function unknownSetting(setting: Setting, options: readonly KnownOption[]): Fault | undefined {
  const inside = options.filter((option) => option.path.startsWith(`${setting.path}.`));
  if (inside.length > 0) {
    // A section whose lines are all commented out changes nothing.
    if (setting.value === null) return undefined;
    const names = inside.map((option) => option.path.slice(setting.path.length + 1));
    return { path: setting.place, message: `${setting.path} is a section with ${names.join(', ')}, not a value` };
  }
  const known = options.map((option) => option.path);
  return { path: setting.place, message: `there is no option ${setting.path}${didYouMean(setting.path, known)}` };
}

function treeOf(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const names = path.split('.');
    const last = names.pop()!;
    let at = tree;
    for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
    at[last] = value;
  }
  return tree;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
