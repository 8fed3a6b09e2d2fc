import fc from 'fast-check';
import { boardSearch, isFiltered, isSameSearch } from './board-search';

describe("the board's address", () => {
  it('is empty for the list that everybody starts with', () => {
    expect(boardSearch({ list: 'needs_answer', owner: 'anybody' })).toEqual({});
  });

  it('keeps what was chosen', () => {
    const chosen = {
      list: 'overdue',
      owner: 'me',
      severity: 'high',
      language: 'fi',
      source: '12',
      topic: 'refund',
      text: 'refund',
    };
    expect(boardSearch(chosen)).toEqual(chosen);
  });

  it('leaves out what does not fit, and keeps the rest', () => {
    expect(
      boardSearch({ list: 'everything', source: '12; drop', language: 'x', severity: 'high', text: '   ' }),
    ).toEqual({
      severity: 'high',
    });
  });

  it('cuts a text to what the server takes', () => {
    expect(boardSearch({ text: 'x'.repeat(500) }).text).toHaveLength(200);
  });

  it('reads any address, and its own result again as the same', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('list', 'owner', 'text', 'source', 'language'), fc.anything()),
        (raw) => {
          const search = boardSearch(raw);
          expect(boardSearch({ ...search })).toEqual(search);
        },
      ),
    );
  });

  it('is the same as another one that shows the same', () => {
    expect(isSameSearch({ list: 'overdue', topic: 'refund' }, boardSearch({ topic: 'refund', list: 'overdue' }))).toBe(
      true,
    );
    expect(isSameSearch({ list: 'overdue' }, { list: 'overdue', text: 'refund' })).toBe(false);
  });

  it('tells a filtered list from a whole one', () => {
    expect(isFiltered({ list: 'overdue' })).toBe(false);
    expect(isFiltered({ list: 'overdue', text: 'refund' })).toBe(true);
  });
});
