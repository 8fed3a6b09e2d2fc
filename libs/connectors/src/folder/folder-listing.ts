import { errorCode } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { createHash } from 'node:crypto';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * Files of one folder source. The cursor names each of them, so this bounds its size (about 15 bytes a file) and the time
 * of a listing.
 */
export const MAX_FILES = 50_000;

export interface ListedFile {
  /** Inside the folder, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** Changes also when the file is renamed or its rights change, which `mtimeMs` does not. */
  readonly ctimeMs: number;
}

/** Why something in the folder is left aside. */
export type LeftAside = 'unknown-file' | 'outside-folder' | 'linked-folder' | 'unreadable-name';

export interface FolderListing {
  /** Oldest change first. */
  readonly files: readonly ListedFile[];
  readonly leftAside: readonly { readonly file: ListedFile; readonly reason: LeftAside }[];
}

/**
 * What stands in the folder now. Links to files inside the folder are followed; those leading outside are not, so that
 * whoever may drop files there cannot make the server read others.
 *
 * @param knows whether files of a name are read
 * @throws ConnectorError `unreachable` when the folder is missing (its disk may come back), `misconfigured` when it is none,
 * may not be read or holds too many files.
 */
export async function listFolder(
  folder: string,
  recursive: boolean,
  knows: (path: string) => boolean,
  signal: AbortSignal,
): Promise<FolderListing> {
  const root = await openable(folder);
  const files: ListedFile[] = [];
  const leftAside: { file: ListedFile; reason: LeftAside }[] = [];
  const folders = [root];
  for (let directory = folders.pop(); directory !== undefined; directory = folders.pop()) {
    for await (const entry of await entriesOf(directory, directory === root)) {
      signal.throwIfAborted();
      const absolute = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (recursive) folders.push(absolute);
        continue;
      }
      const found = await describe(root, absolute, entry.isSymbolicLink());
      if (found === null) continue;
      if (found.reason !== null) leftAside.push({ file: found.file, reason: found.reason });
      else if (!knows(found.file.path)) leftAside.push({ file: found.file, reason: 'unknown-file' });
      else files.push(found.file);
      if (files.length + leftAside.length > MAX_FILES) throw tooMany(folder);
    }
  }
  files.sort((a, b) => a.mtimeMs - b.mtimeMs || (a.path < b.path ? -1 : 1));
  return { files, leftAside };
}

/** Names a file as it is now, in 16 characters: another name, content or right makes another key. */
export function wholeFileKey({ path, size, mtimeMs, ctimeMs }: ListedFile): string {
  return createHash('sha256')
    .update(JSON.stringify([path, size, mtimeMs, ctimeMs]))
    .digest('base64url')
    .slice(0, 16);
}

/** A folder by the name that no link leads to. @throws ConnectorError as `listFolder` */
export async function openable(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    throw unusable(folder, error);
  }
  throw new ConnectorError('misconfigured', `${folder} is a file, not a folder`, {
    advice: 'Enter the folder in which the file stands.',
  });
}

async function entriesOf(directory: string, isRoot: boolean) {
  try {
    return await opendir(directory);
  } catch (error) {
    // A folder inside may vanish while it is listed; the source itself may not.
    if (!isRoot && errorCode(error) === 'ENOENT') return [];
    throw unusable(directory, error);
  }
}

async function describe(
  root: string,
  absolute: string,
  isLink: boolean,
): Promise<{ file: ListedFile; reason: LeftAside | null } | null> {
  try {
    const path = relative(root, absolute).split(sep).join('/');
    const target = isLink ? await realpath(absolute) : absolute;
    const inside = relative(root, target);
    const isOutside = inside.startsWith('..') || isAbsolute(inside);
    // Of what lies outside not even the size is asked.
    const { size, mtimeMs, ctimeMs, ...seen } = await statOf(isOutside ? absolute : target);
    const file: ListedFile = { path, absolute: target, size, mtimeMs, ctimeMs };
    if (isOutside) return { file, reason: 'outside-folder' };
    if (seen.isDirectory) return { file, reason: 'linked-folder' };
    // Pipes and sockets would be waited for.
    return { file, reason: seen.isFile ? null : 'unknown-file' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && absolute.includes('\ufffd')) {
      const path = relative(root, absolute);
      return { file: { path, absolute, size: 0, mtimeMs: 0, ctimeMs: 0 }, reason: 'unreadable-name' };
    }
    // Vanished in between, or a link to nothing.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ELOOP') return null;
    throw unusable(absolute, error);
  }
}

async function statOf(path: string) {
  const stats = await lstat(path);
  const { size, mtimeMs, ctimeMs } = stats;
  return { size, mtimeMs, ctimeMs, isDirectory: stats.isDirectory(), isFile: stats.isFile() };
}

function unusable(path: string, cause: unknown): ConnectorError {
  switch (errorCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      // A disk that is not mounted comes back without anybody entering anything again.
      return new ConnectorError('unreachable', `The folder ${path} does not exist`, {
        cause,
        advice: 'Check the path, and that the disk it stands on is mounted on this machine.',
      });
    case 'EACCES':
    case 'EPERM':
      return new ConnectorError('misconfigured', `The folder ${path} may not be read`, {
        cause,
        advice: 'Give the user that Earshot runs as the right to read the folder and to enter it.',
      });
    default:
      return new ConnectorError(
        'unreachable',
        `The folder ${path} could not be read (${errorCode(cause) ?? 'unknown reason'})`,
        {
          cause,
        },
      );
  }
}

function tooMany(folder: string): ConnectorError {
  return new ConnectorError('misconfigured', `The folder ${folder} holds more than ${MAX_FILES} files`, {
    advice: 'Pack the mails into mbox files, or make several sources of the folders inside.',
  });
}
