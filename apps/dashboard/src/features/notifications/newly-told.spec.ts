import { newlyTold } from './newly-told';

const items = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));

describe('what a browser shows of notifications', () => {
  it('is nothing that was there before it was asked to', () => {
    expect(newlyTold(items(9, 8), null)).toEqual({ show: [], upTo: '9' });
    expect(newlyTold([], null)).toEqual({ show: [], upTo: '0' });
  });

  it('is each that is newer than the last one, the oldest first', () => {
    expect(newlyTold(items(11, 10, 9), '9')).toEqual({ show: items(10, 11), upTo: '11' });
    expect(newlyTold(items(11, 10, 9), '11')).toEqual({ show: [], upTo: '11' });
  });

  it('is not a crowd', () => {
    expect(newlyTold(items(7, 6, 5, 4, 3, 2, 1), '0')).toEqual({ show: items(3, 4, 5, 6, 7), upTo: '7' });
  });
});
