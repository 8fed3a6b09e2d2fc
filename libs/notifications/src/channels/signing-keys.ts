import { Conflict, type ChannelSecrets, type FormerKey } from '@earshot/domain';
import { newSigningKey } from './standard-webhooks.js';

/** So many former keys sign beside the one in force: each is a signature in a header, which receivers read to a limit. */
const MOST_FORMER = 4;

/** The keys of a webhook, and until when those before the one in force sign too. */
export type Keys = Pick<ChannelSecrets, 'key' | 'formerKeys' | 'oldKey'>;

/** Those that sign at this time, the one in force first. @param oldKeyUntil of the channel */
export function signingKeys(keys: Keys, oldKeyUntil: Date | null, at: Date): string[] {
  const former = formerKeys(keys, oldKeyUntil, at).map(({ key }) => key);
  return keys.key === undefined ? former : [keys.key, ...former];
}

/**
 * A new key; the one that was in force signs for as long as the overlap says, and those before it until their own time is
 * over: a receiver that still holds one of them hears on.
 *
 * @param overlapMs 0: the one that was in force signs no more
 * @throws Conflict when so many keys sign already that one would have to be cut off
 */
export function rotatedKeys(
  keys: Keys,
  oldKeyUntil: Date | null,
  at: Date,
  overlapMs: number,
): { readonly key: string; readonly formerKeys: readonly FormerKey[] } {
  const until = new Date(at.getTime() + overlapMs).toISOString();
  const replaced = keys.key === undefined || overlapMs === 0 ? [] : [{ key: keys.key, until }];
  const former = [...replaced, ...formerKeys(keys, oldKeyUntil, at)];
  if (former.length > MOST_FORMER) {
    const [free] = former.map((one) => one.until).sort();
    throw new Conflict(
      `${MOST_FORMER} keys before this one still sign, which is the most: another can be made after ${free ?? ''}`,
    );
  }
  return { key: newSigningKey(), formerKeys: former };
}

function formerKeys({ formerKeys: kept = [], oldKey }: Keys, oldKeyUntil: Date | null, at: Date): FormerKey[] {
  const older = oldKey === undefined || oldKeyUntil === null ? [] : [{ key: oldKey, until: oldKeyUntil.toISOString() }];
  return [...kept, ...older].filter(({ until }) => new Date(until) > at);
}
