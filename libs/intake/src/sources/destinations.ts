import { InvalidInput } from '@earshot/domain';
import type { Secrets } from './secret-keeper.js';

/** Options that say where a source connects to, or how well the way there is guarded. */
const DESTINATION = /(^|[a-z])(url|host|server|endpoint|security|port|caFile|path)$/i;

/** Every option that says where its secrets would be sent, by its path. */
export function destinationsOf(options: unknown, path = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (typeof options !== 'object' || options === null) return found;
  for (const [key, value] of Object.entries(options)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of destinationsOf(value, here)) found.set(inner, text);
    } else if (value !== null && value !== undefined && (DESTINATION.test(key) || isAddress(value))) {
      found.set(here, String(value));
    }
  }
  return found;
}

/**
 * Secrets that nobody can read must not be readable by sending them elsewhere: where the destination changes, they have
 * to be entered anew.
 * @throws InvalidInput naming each secret that is kept, and what has changed
 */
export function refuseKeptSecretsElsewhere(before: unknown, after: unknown, kept: Secrets): void {
  const names = Object.keys(kept);
  const moved = names.length === 0 ? [] : changedDestinations(before, after);
  if (moved.length === 0) return;
  throw new InvalidInput(
    'The source has faults',
    names.map((name) => ({
      path: `secrets.${name}`,
      message: `must be entered again, because ${moved.join(', ')} changed: it would be sent to another place`,
    })),
  );
}

function changedDestinations(before: unknown, after: unknown): string[] {
  const [old, fresh] = [destinationsOf(before), destinationsOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path)).sort();
}

const isAddress = (value: unknown): boolean => typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
