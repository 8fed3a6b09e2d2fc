import type { Fault } from '@earshot/domain';

/**
 * A source that is read from a moment ahead stays silent until then, and nobody would know why.
 * @param readSince as entered; what is absent or `null` reads all that the channel has
 * @returns at most one fault, with the path `readSince`
 */
export function readSinceFaults(readSince: Date | null | undefined, now: Date): Fault[] {
  if (readSince === null || readSince === undefined || readSince <= now) return [];
  const message = `is ${readSince.toISOString()} and must not lie ahead of now, ${now.toISOString()}: everything before it would be left unread`;
  return [{ path: 'readSince', message }];
}
