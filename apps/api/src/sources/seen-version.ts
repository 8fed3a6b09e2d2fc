import { HttpException, HttpStatus, PreconditionFailedException } from '@nestjs/common';
import { SourceChanged } from '@earshot/domain';
import { versionOf } from '../http/entity-tag.js';

/**
 * The version of the source that its editor saw; `null` for `*`. RFC 9110, section 13.1.1; without it nobody can tell whose
 * change would be overwritten: RFC 6585, section 3.
 */
export function seenVersion(ifMatch: string | undefined): number | null {
  if (ifMatch !== undefined && ifMatch.trim() !== '') return versionOf(ifMatch);
  throw new HttpException(
    'Send the version of the source that you saw as If-Match, for example If-Match: "7"',
    HttpStatus.PRECONDITION_REQUIRED,
  );
}

/** A change on a version that is not in force any more is answered 412. */
export async function unlessChanged<Result>(change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof SourceChanged) throw new PreconditionFailedException(error.message);
    throw error;
  }
}
