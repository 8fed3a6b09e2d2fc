import type { IncomingMessage } from '@earshot/domain';
import fc from 'fast-check';
import { editsOfPage, type KnownRevisions } from './edits-of-page.js';

/** `7:B` is the message 7 in the words B. */
const page = (...said: string[]): IncomingMessage[] =>
  said.map((each) => {
    const [externalId, revision] = each.split(':');
    return { externalId, revision } as IncomingMessage;
  });
const stored = (id: string, ...revisions: string[]): Map<string, KnownRevisions> =>
  new Map(revisions.length === 0 ? [] : [[id, { revisions, newest: revisions.length }]]);
const shown = (messages: IncomingMessage[], known: ReadonlyMap<string, KnownRevisions>): string[] =>
  editsOfPage(messages, known).map(
    ({ externalId, revision, revisionNumber }) => `${externalId}:${revision}#${revisionNumber}`,
  );

describe('what of a page is new', () => {
  it.each([
    ['all of a first reading', page('7:A', '8:A'), stored('7'), ['7:A#1', '8:A#1']],
    ['an edit back to earlier words', page('7:A'), stored('7', 'A', 'B'), ['7:A#3']],
    ['there and back in one page', page('7:A', '7:B', '7:A'), stored('7'), ['7:A#1', '7:B#2', '7:A#3']],
    ['nothing of words that stand there already', page('7:B', '7:B'), stored('7', 'A', 'B'), []],
    ['nothing of a history that is read again', page('7:A', '7:B'), stored('7', 'A', 'B'), []],
    ['the edit behind a history that is read again', page('7:A', '7:B', '7:C'), stored('7', 'A', 'B'), ['7:C#3']],
    [
      'a number above the highest, where earlier ones are gone',
      page('7:C'),
      new Map([['7', { revisions: ['B'], newest: 5 }]]),
      ['7:C#6'],
    ],
  ])('%s', (_what, messages, known, expected) => {
    expect(shown(messages, known)).toEqual(expected);
  });

  it('ends with the newest words of the page, and reading it again adds nothing', () => {
    const words = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const history = editsOfPage(page(...before.map((each) => `7:${each}`)), new Map());
        const known = history.map(({ revision }) => revision ?? '');
        const again = page(...after.map((each) => `7:${each}`));
        const all = [...known, ...editsOfPage(again, stored('7', ...known)).map(({ revision }) => revision ?? '')];
        expect(all.at(-1)).toBe(after.at(-1));
        expect(all.every((revision, index) => revision !== all[index - 1])).toBe(true);
        expect(editsOfPage(again, stored('7', ...all))).toEqual([]);
      }),
    );
  });
});
