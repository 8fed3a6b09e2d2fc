import { InvalidInput } from '@earshot/domain';

/** The version of a case as an entity tag (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that an `If-Match` header names; `null` for `*`, which any version matches. A tag that a proxy made weak
 * while compressing (`W/"7"`) still names its version.
 * @throws InvalidInput for anything but the ETag of a case
 */
export function versionOf(ifMatch: string): number | null {
  if (ifMatch.trim() === '*') return null;
  const match = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(ifMatch.trim());
  if (match !== null) return Number(match[1]);
  const message = 'must be the ETag of the case that was seen, for example "7"';
  throw new InvalidInput('The request has faults', [{ path: 'If-Match', message }]);
}

/** The case has another version than `If-Match` names; the caller reads it again and decides anew. 412. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';
  constructor(
    caseId: string,
    seen: number,
    readonly version: number,
  ) {
    super(`Case ${caseId} was changed by somebody else: it is at version ${version}, If-Match names ${seen}`);
  }
}
