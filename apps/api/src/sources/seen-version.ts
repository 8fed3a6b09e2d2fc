import { PreconditionFailedException } from '@nestjs/common';
import { SourceChanged } from '@earshot/domain';
import { requiredVersion } from '../http/required-version.js';

/** The version of the source that its editor saw; `null` for `*`. @throws as requiredVersion */
export const seenVersion = (ifMatch: string | undefined): number | null => requiredVersion('source', ifMatch);

/** A change on a version that is not in force any more is answered 412. */
export async function unlessChanged<Result>(change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof SourceChanged) throw new PreconditionFailedException(error.message);
    throw error;
  }
}
