import { InvalidInput } from '@earshot/domain';
import type { VersionedKind } from './versioned.js';

/** The version of a case or customer as an entity tag (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that an `If-Match` header names; `null` for `*`, which any version matches. A tag that a proxy made weak
 * while compressing (`W/"7"`) still names its version.
 * @throws InvalidInput for anything but such a tag
 */
export function versionOf(ifMatch: string): number | null {
  if (ifMatch.trim() === '*') return null;
  const match = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(ifMatch.trim());
  if (match !== null) return Number(match[1]);
  const message = 'must be the ETag of the case or customer that was seen, for example "7"';
  throw new InvalidInput('The request has faults', [{ path: 'If-Match', message }]);
}

/** It has another version than `If-Match` names; the caller reads it again and decides anew. 412. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';
  constructor(
    kind: VersionedKind,
    id: string,
    seen: number,
    readonly version: number,
  ) {
    super(`${kind} ${id} was changed by somebody else: version ${version} is in force, If-Match names ${seen}`);
  }
}
