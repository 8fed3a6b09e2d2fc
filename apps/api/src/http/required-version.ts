import { HttpException, HttpStatus } from '@nestjs/common';
import { versionOf } from './entity-tag.js';

/**
 * The version of a thing that its editor saw; `null` for `*`. RFC 9110, section 13.1.1; without it nobody can tell whose
 * change would be overwritten: RFC 6585, section 3.
 * @throws HttpException 428 without the header, InvalidInput for one that names no version
 */
export function requiredVersion(what: string, ifMatch: string | undefined): number | null {
  if (ifMatch !== undefined && ifMatch.trim() !== '') return versionOf(ifMatch);
  throw new HttpException(
    `Send the version of the ${what} that you saw as If-Match, for example If-Match: "7"`,
    HttpStatus.PRECONDITION_REQUIRED,
  );
}
