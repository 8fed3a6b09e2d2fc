import { InvalidInput } from '@earshot/domain';

/** Where a page ended: the sort key of its last row. */
export interface KeysetPosition {
  /** ISO 8601 in UTC with microseconds, as the database keeps it: milliseconds would skip or repeat rows. */
  readonly at: string;
  readonly id: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const ID = /^[1-9]\d{0,17}$/;

/** `list` is part of the cursor, because a place in one order means nothing in another. */
export function encodeCursor(list: string, { at, id }: KeysetPosition): string {
  return Buffer.from(`${list} ${at} ${id}`).toString('base64url');
}

/** @throws InvalidInput for what `encodeCursor` did not make for this list. */
export function decodeCursor(list: string, cursor: string): KeysetPosition {
  const [madeFor, at, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const isCursor =
    at !== undefined && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) && id !== undefined && ID.test(id);
  if (madeFor !== list || !isCursor || rest.length > 0)
    throw new InvalidInput('The request has a fault', [
      { path: 'after', message: `must be the 'next' of an earlier page of the list ${list}` },
    ]);
  return { at, id };
}
