import { useState } from 'react';
import { settle, showFresh, withoutRow, type CalmList, type FreshList } from './calm-list';

export interface UseCalmList<Row> {
  readonly list: CalmList<Row> | null;
  /** Shows everything that has changed. */
  readonly showNew: () => void;
  /** Takes a row away that the reader has just dealt with. */
  readonly remove: (id: string) => void;
  /** The next answer is shown as it is: the reader has asked for a change of the order, as by an undo. */
  readonly showNextAnswer: () => void;
}

/** A list that stays put under the reader's eyes while its data changes; see `settle`. */
export function useCalmList<Row>(fresh: FreshList<Row> | null, idOf: (row: Row) => string): UseCalmList<Row> {
  const [shown, setShown] = useState<CalmList<Row> | null>(null);
  const [takeNext, setTakeNext] = useState(false);

  let list = shown;
  if (fresh !== null && shown?.fresh !== fresh) {
    list = takeNext ? showFresh(fresh) : settle(shown, fresh, idOf);
    // Adjusting state while rendering, as React advises for state derived from changing input.
    setShown(list);
    if (takeNext) setTakeNext(false);
  }
  return {
    list: fresh === null ? null : list,
    showNew: () => setShown((now) => now && showFresh(now.fresh)),
    remove: (id) => setShown((now) => now && withoutRow(now, id, idOf)),
    showNextAnswer: () => setTakeNext(true),
  };
}
