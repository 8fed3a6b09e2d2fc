import { HttpException, HttpStatus, PreconditionFailedException } from '@nestjs/common';
import { Conflict } from '@earshot/domain';

/**
 * The number of a saved version that an `If-Match` header names: RFC 9110, section 13.1.1; without it nobody can tell
 * whose change would be overwritten: RFC 6585, section 3.
 * @throws HttpException 428 for anything but such a tag
 */
export function seenVersion(ifMatch: string | undefined, what: string): string {
  const match = /^"(\d{1,18})"$/.exec(ifMatch?.trim() ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new HttpException(
    `Send the ETag of the ${what} that you saw as If-Match, for example If-Match: "7"`,
    HttpStatus.PRECONDITION_REQUIRED,
  );
}

/** A version that was changed meanwhile is a failed precondition: 412. */
export async function unlessChanged<Result>(saved: Promise<Result>): Promise<Result> {
  try {
    return await saved;
  } catch (error) {
    if (error instanceof Conflict) throw new PreconditionFailedException(error.message);
    throw error;
  }
}
