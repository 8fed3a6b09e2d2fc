import { ConnectorError } from '@earshot/domain';
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { openable } from './folder-listing.js';

/**
 * The folder by its real name, if the installation allows it to be read: whoever may add a source may not read the machine.
 *
 * @param folder absolute
 * @param allowed absolute
 * @throws ConnectorError `misconfigured` when it lies below none of the allowed ones, also where a link leads out of them; of
 * such a folder nothing is told, not even whether it is there. Otherwise as `listFolder`
 */
export async function allowedFolder(folder: string, allowed: readonly string[]): Promise<string> {
  if (!allowed.some((place) => isBelow(folder, place))) throw forbidden(folder, allowed);
  const real = await openable(folder);
  const places = await Promise.all(allowed.map((place) => realpath(place).catch(() => place)));
  if (!places.some((place) => isBelow(real, place))) throw forbidden(folder, allowed);
  return real;
}

/** By their names alone; both absolute. */
export function isBelow(folder: string, place: string): boolean {
  const way = relative(place, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function forbidden(folder: string, allowed: readonly string[]): ConnectorError {
  return new ConnectorError('misconfigured', `The folder ${folder} is not among those that may be read`, {
    advice: `Name it, or a folder above it, under sources.folders in config/local.yaml and start again (docs/operations.md); those below ${allowed.join(', ')} may be read now.`,
  });
}
