import type { TFunction } from 'i18next';
import type { FailureKind } from '../api/api-error';

/** What a failure means for something that a person did: a list comes back by itself, a deed has to be done again. */
export const deedFailure = (t: TFunction, kind: FailureKind): string =>
  t(kind === 'unreachable' ? 'failure.unreachable.deed' : `failure.${kind}.text`);
