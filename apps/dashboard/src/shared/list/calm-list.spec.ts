import { settle, showFresh, withoutRow, type FreshList } from './calm-list';

interface Row {
  readonly id: string;
  readonly owner?: string;
}
const idOf = (row: Row): string => row.id;
const ids = (rows: readonly Row[]): string => rows.map(idOf).join(' ');

function fresh(
  pages: string[],
  options: { key?: string; hasMore?: boolean; owner?: string; total?: number } = {},
): FreshList<Row> {
  const row = (id: string): Row => (options.owner === undefined ? { id } : { id, owner: options.owner });
  return {
    key: options.key ?? 'needs_answer',
    pages: pages.map((page) => (page === '' ? [] : page.split(' ').map(row))),
    hasMore: options.hasMore ?? false,
    total: options.total ?? null,
  };
}

describe('a list that stays put', () => {
  it('tells of rows that have come below the loaded pages', () => {
    const shown = showFresh(fresh(['a b c'], { hasMore: true, total: 60 }));
    const list = settle(shown, fresh(['new a b'], { hasMore: true, total: 64 }), idOf);
    expect([ids(list.arrived), list.arrivedBelow]).toEqual(['new', 3]);
    expect(showFresh(list.fresh).arrivedBelow).toBe(0);
  });

  it('does not take what the reader has dealt with for something that came or went', () => {
    const shown = withoutRow(showFresh(fresh(['a b c'], { hasMore: true, total: 60 })), 'b', idOf);
    expect(settle(shown, fresh(['a c d'], { hasMore: true, total: 59 }), idOf).arrivedBelow).toBe(0);
  });

  it('does not call rows new that moved up from a further page', () => {
    const shown = showFresh(fresh(['a b c'], { hasMore: true, total: 60 }));
    const list = settle(shown, fresh(['b c d'], { hasMore: true, total: 59 }), idOf);
    expect([ids(list.rows), ids(list.arrived), list.arrivedBelow]).toEqual(['a b c d', '', 0]);
  });

  it('shows what there is when nothing of what it showed is left', () => {
    const list = settle(showFresh(fresh(['a b'], { hasMore: true })), fresh(['x y'], { hasMore: true }), idOf);
    expect([ids(list.rows), ids(list.arrived), list.departed.size]).toEqual(['x y', '', 0]);
  });

  it('shows the first answer as it is', () => {
    const list = settle(null, fresh(['a b c']), idOf);
    expect(ids(list.rows)).toBe('a b c');
    expect(list.arrived).toEqual([]);
  });

  it('keeps the shown order when a row arrives above, and says that one waits', () => {
    const list = settle(showFresh(fresh(['a b c'])), fresh(['new a b c']), idOf);
    expect(ids(list.rows)).toBe('a b c');
    expect(ids(list.arrived)).toBe('new');
    expect(list.departed.size).toBe(0);
  });

  it('shows the arrived rows when it is told to', () => {
    const list = settle(showFresh(fresh(['a b c'])), fresh(['new a b c']), idOf);
    expect(ids(showFresh(list.fresh).rows)).toBe('new a b c');
  });

  it('changes a row in place', () => {
    const list = settle(showFresh(fresh(['a b'])), fresh(['b a'], { owner: 'Aino' }), idOf);
    expect(list.rows).toEqual([
      { id: 'a', owner: 'Aino' },
      { id: 'b', owner: 'Aino' },
    ]);
  });

  it('keeps a row that has left, and names it', () => {
    const list = settle(showFresh(fresh(['a b c'])), fresh(['a c']), idOf);
    expect(ids(list.rows)).toBe('a b c');
    expect([...list.departed]).toEqual(['b']);
  });

  it('does not take a row for departed that was only pushed beyond the loaded pages', () => {
    const list = settle(showFresh(fresh(['a b c'], { hasMore: true })), fresh(['new a b'], { hasMore: true }), idOf);
    expect(ids(list.rows)).toBe('a b c');
    expect(list.departed.size).toBe(0);
    expect(ids(list.arrived)).toBe('new');
  });

  it('appends the next page without a word', () => {
    const list = settle(showFresh(fresh(['a b'], { hasMore: true })), fresh(['a b', 'c d']), idOf);
    expect(ids(list.rows)).toBe('a b c d');
    expect(list.arrived).toEqual([]);
  });

  it('does not append twice a row that slid from one page to the next', () => {
    const list = settle(showFresh(fresh(['a b'], { hasMore: true })), fresh(['new a', 'b c']), idOf);
    expect(ids(list.rows)).toBe('a b c');
    expect(ids(list.arrived)).toBe('new');
  });

  it('starts anew for another question', () => {
    const list = settle(showFresh(fresh(['a b'])), fresh(['x y'], { key: 'overdue' }), idOf);
    expect(ids(list.rows)).toBe('x y');
    expect(list.arrived).toEqual([]);
    expect(list.departed.size).toBe(0);
  });

  it('shows what arrives in an empty list at once: nothing can jump there', () => {
    const list = settle(showFresh(fresh([''])), fresh(['a']), idOf);
    expect(ids(list.rows)).toBe('a');
    expect(list.arrived).toEqual([]);
  });

  it('lets go at once of a row the reader has dealt with', () => {
    const shown = withoutRow(showFresh(fresh(['a b c'])), 'b', idOf);
    expect(ids(shown.rows)).toBe('a c');
    const list = settle(shown, fresh(['a c']), idOf);
    expect(ids(list.rows)).toBe('a c');
    expect(list.departed.size).toBe(0);
  });
});
