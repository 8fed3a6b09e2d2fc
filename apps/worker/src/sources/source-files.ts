import { ConfigError, isSameSourceName, takenNameFault, type Fault } from '@earshot/domain';
import { readSourcesFile, type SecretPlaces, type SourceKinds, type WrittenSource } from '@earshot/intake';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The file that need not exist. */
const STANDARD_FILE = 'config/sources.yaml';
const IS_SOURCES_FILE = /\.(ya?ml|json)$/;

/** Secrets come from the environment of this process and from files; relative ones are found from `root`. */
export function secretPlaces(root: string, environment: NodeJS.ProcessEnv): SecretPlaces {
  return { environment, readFile: (path) => readFileSync(resolve(root, path), 'utf8') };
}

/**
 * The sources that the installation's files configure; none when there is no file.
 * @param path of a file or a folder, relative to `root`
 * @throws ConfigError with every fault of every file
 */
export function readSourceFiles(
  root: string,
  path: string,
  kinds: SourceKinds,
  environment: NodeJS.ProcessEnv,
): readonly WrittenSource[] {
  const faults: Fault[] = [];
  const sources: WrittenSource[] = [];
  for (const file of filesAt(root, path)) {
    const read = readSourcesFile(file, textOf(root, file), kinds, secretPlaces(root, environment), new Date());
    sources.push(...read.sources);
    faults.push(...read.faults);
  }
  faults.push(...namesTwice(sources));
  if (faults.length > 0) throw new ConfigError(faults);
  return sources;
}

function filesAt(root: string, path: string): string[] {
  const absolute = resolve(root, path);
  if (!existsSync(absolute)) {
    if (path === STANDARD_FILE) return [];
    throw new ConfigError([{ path: 'sources.file', message: `${path} does not exist` }]);
  }
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute)
    .filter((name) => IS_SOURCES_FILE.test(name))
    .sort()
    .map((name) => join(path, name));
}

function textOf(root: string, file: string): string {
  try {
    return readFileSync(resolve(root, file), 'utf8');
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new ConfigError([{ path: file, message }]);
  }
}

/** Within one file its reader has found them. */
function namesTwice(sources: readonly WrittenSource[]): Fault[] {
  return sources.flatMap(({ name, file }, index) => {
    const first = sources.slice(0, index).find((before) => isSameSourceName(before.name, name));
    if (first === undefined || first.file === file) return [];
    return [{ path: file, message: `${takenNameFault(name, first.name)}; the other one stands in ${first.file}` }];
  });
}
