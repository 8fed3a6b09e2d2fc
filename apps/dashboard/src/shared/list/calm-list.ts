/** What the server says now: the pages that are loaded, and whether more follow. `key` names the question asked. */
export interface FreshList<Row> {
  readonly key: string;
  readonly pages: readonly (readonly Row[])[];
  readonly hasMore: boolean;
  /** How many rows the whole list has, loaded or not; `null` where that is not known. */
  readonly total: number | null;
}

/** What the reader sees: an order that does not move by itself. */
export interface CalmList<Row> {
  readonly fresh: FreshList<Row>;
  readonly rows: readonly Row[];
  /** Ids of shown rows that have left the list since: answered by somebody else, for example. */
  readonly departed: ReadonlySet<string>;
  /** Rows that the list has got since and that are not shown yet. */
  readonly arrived: readonly Row[];
  /** How many more the list has got on pages that are not loaded. */
  readonly arrivedBelow: number;
  /** The whole list's length when it was shown. */
  readonly shownTotal: number | null;
}

type IdOf<Row> = (row: Row) => string;

/** Shows exactly what the server says. */
export function showFresh<Row>(fresh: FreshList<Row>): CalmList<Row> {
  return {
    fresh,
    rows: fresh.pages.flat(),
    departed: new Set(),
    arrived: [],
    arrivedBelow: 0,
    shownTotal: fresh.total,
  };
}

/**
 * Takes a new answer in without moving a shown row: rows change in place, rows that left stay and are named in
 * `departed`, new rows wait in `arrived`, and only what follows the shown rows is appended: a further page, and rows that
 * moved up from one because others left. Another question starts anew, and so does a list of which nothing is left.
 */
export function settle<Row>(shown: CalmList<Row> | null, fresh: FreshList<Row>, idOf: IdOf<Row>): CalmList<Row> {
  if (shown === null || shown.fresh.key !== fresh.key || shown.rows.length === 0) return showFresh(fresh);
  if (shown.fresh === fresh) return shown;

  const now = new Map(fresh.pages.flat().map((row) => [idOf(row), row]));
  const shownIds = new Set(shown.rows.map(idOf));
  const isNew = (row: Row): boolean => !shownIds.has(idOf(row));
  const pagesBefore = shown.fresh.pages.length;
  const loaded = fresh.pages.slice(0, pagesBefore).flat();
  const movedUpFrom = shown.fresh.hasMore ? loaded.findLastIndex((row) => !isNew(row)) + 1 : loaded.length;
  const appended = [...loaded.slice(movedUpFrom), ...fresh.pages.slice(pagesBefore).flat()].filter(isNew);
  const arrived = loaded.slice(0, movedUpFrom).filter(isNew);

  const missing = shown.rows.map(idOf).filter((id) => !now.has(id));
  if (missing.length === shown.rows.length) return showFresh(fresh);
  const pushedOut = fresh.hasMore ? trailing(shown.rows.map(idOf), new Set(missing)) : new Set<string>();
  const departed = new Set(missing.filter((id) => !pushedOut.has(id)));
  return {
    fresh,
    rows: [...shown.rows.map((row) => now.get(idOf(row)) ?? row), ...appended],
    departed,
    arrived,
    arrivedBelow: below(fresh, shown.shownTotal, departed.size, arrived.length),
    shownTotal: shown.shownTotal,
  };
}

/** Takes rows away at once: what the reader did is no surprise to them. */
export function withoutRow<Row>(shown: CalmList<Row>, id: string, idOf: IdOf<Row>): CalmList<Row> {
  const shownTotal = shown.shownTotal === null ? null : shown.shownTotal - 1;
  return { ...shown, shownTotal, rows: shown.rows.filter((row) => idOf(row) !== id) };
}

/** Rows missing from the very end were pushed to a page that is not loaded; they have not left the list. */
function trailing(ids: readonly string[], missing: ReadonlySet<string>): Set<string> {
  const end = ids.findLastIndex((id) => !missing.has(id));
  return new Set(ids.slice(end + 1));
}

/** What has come is what there is now and was not there before; what is not among the loaded pages stands below them. */
function below<Row>(fresh: FreshList<Row>, shownTotal: number | null, departed: number, arrived: number): number {
  if (!fresh.hasMore || fresh.total === null || shownTotal === null) return 0;
  return Math.max(0, fresh.total - shownTotal + departed - arrived);
}
