import type { AlertQuery } from '@earshot/contracts';

/** Whose cases a list of the board shows: a user's id, `nobody`, or absent for everybody's. */
export function ownerOnBoard(asked: AlertQuery['owner'], userId: string): string | undefined {
  return { me: userId, nobody: 'nobody', anybody: undefined }[asked];
}
