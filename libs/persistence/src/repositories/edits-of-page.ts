import { isEdit, isKnownRevision, type IncomingMessage } from '@earshot/domain';

export type NumberedMessage = IncomingMessage & { readonly revisionNumber: number };

/** What is stored of one message: its revisions, oldest first, and the highest number among them. */
export interface KnownRevisions {
  readonly revisions: readonly string[];
  readonly newest: number;
}

const UNKNOWN: KnownRevisions = { revisions: [], newest: 0 };

/**
 * The messages of a page that are new, and the edits of known ones, with their numbers. What the page says of one message
 * is a history: as far as all of it is known and leads to the newest words, it is read again and nothing of it is new.
 *
 * @param known by external id
 */
export function editsOfPage(
  messages: readonly IncomingMessage[],
  known: ReadonlyMap<string, KnownRevisions>,
): NumberedMessage[] {
  const histories = new Map<string, IncomingMessage[]>();
  for (const message of messages)
    histories.set(message.externalId, [...(histories.get(message.externalId) ?? []), message]);
  const numbers = new Map<IncomingMessage, number>();
  for (const [externalId, history] of histories) numberEdits(history, known.get(externalId) ?? UNKNOWN, numbers);
  return messages.flatMap((message) => {
    const revisionNumber = numbers.get(message);
    return revisionNumber === undefined ? [] : [{ ...message, revisionNumber }];
  });
}

function numberEdits(
  history: readonly IncomingMessage[],
  { revisions, newest }: KnownRevisions,
  numbers: Map<IncomingMessage, number>,
): void {
  const known = [...revisions];
  let number = newest;
  for (const message of history.slice(readAgain(history, revisions))) {
    if (!isEdit(message.revision ?? '', known)) continue;
    known.push(message.revision ?? '');
    number += 1;
    numbers.set(message, number);
  }
}

/** How much of the beginning is known and leads to the newest words. */
function readAgain(history: readonly IncomingMessage[], revisions: readonly string[]): number {
  const read = history.map(({ revision }) => revision ?? '');
  const firstUnknown = read.findIndex((revision) => !isKnownRevision(revision, revisions));
  const beginning = firstUnknown === -1 ? read : read.slice(0, firstUnknown);
  return beginning.findLastIndex((revision) => !isEdit(revision, revisions)) + 1;
}
