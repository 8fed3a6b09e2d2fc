import { customerSearch, isFiltered } from './customer-search';

describe('the address of the customers', () => {
  it('says what is looked for', () => {
    expect(customerSearch({ text: ' aino ', with: 'repeat', sort: 'open' })).toEqual({
      text: 'aino',
      with: 'repeat',
      sort: 'open',
    });
  });

  it.each([
    [{}, false],
    [{ text: '  ', with: 'all', sort: 'name' }, false],
    [{ sort: 'cases' }, false],
    [{ text: 'x' }, true],
    [{ with: 'open' }, true],
  ])('%j leaves out what does not fit', (raw, filtered) => {
    expect(isFiltered(customerSearch(raw))).toBe(filtered);
  });
});
