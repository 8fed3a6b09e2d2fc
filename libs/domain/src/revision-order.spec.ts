import { isEdit, markedRevision } from './revision-order.js';

const [EARLY, LATE] = [new Date('2026-03-01T10:00:00Z'), new Date('2026-03-02T10:00:00Z')];
const [early, late] = [EARLY.toISOString(), LATE.toISOString()];

describe('the order of revisions', () => {
  it.each([
    ['the first reading', 'A', []],
    ['words that were not there', 'B', ['A']],
    ['words that have come back', 'A', ['A', 'B']],
    ['a first time of edit', early, ['']],
    ['a later time of edit', late, ['', early]],
    ['an edit that was never read, though it comes late', early, ['', late]],
    ['a number with one more digit', '10000000000000000000', ['', '9900000000000000000']],
    [
      'words that have come back at a later time',
      markedRevision('A', LATE),
      [markedRevision('A', EARLY), markedRevision('B', EARLY)],
    ],
    [
      'words that have come back in the same file',
      markedRevision('A', EARLY),
      [markedRevision('A', EARLY), markedRevision('B', EARLY)],
    ],
    ['words that have come back, where the time of the newest is unknown', markedRevision('A', EARLY), ['A', 'B']],
  ])('takes for an edit: %s', (_what, revision, known) => {
    expect(isEdit(revision, known)).toBe(true);
  });

  it.each([
    ['the same words', 'B', ['A', 'B']],
    ['the same words, read at another time', markedRevision('A', LATE), [markedRevision('A', EARLY)]],
    ['the same words, known without a time', markedRevision('A', LATE), ['A']],
    ['an earlier time of edit', early, [early, late]],
    ['the form before any edit', '', ['', early]],
    ['a lower number', '1900000000000000001', ['1900000000000000001', '1900000000000000002']],
    ['earlier words of an earlier time', markedRevision('A', EARLY), ['A', markedRevision('B', LATE)]],
  ])('takes for nothing new: %s', (_what, revision, known) => {
    expect(isEdit(revision, known)).toBe(false);
  });
});
