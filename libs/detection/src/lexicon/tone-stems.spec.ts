import { Lexicon } from './lexicon.js';
import { parseToneList } from './tone-list.js';
import { withStems } from './tone-stems.js';
import { Reading } from '../text/reading.js';

/** What a one-word text is felt in a Finnish lexicon of these lines. */
function toneOf(text: string, ...lines: string[]): number {
  const lexicon = new Lexicon([], [withStems(parseToneList('fi.tsv', 'fi', lines.join('\n')))]);
  const reading = new Reading();
  reading.read(text);
  lexicon.match(reading);
  return lexicon.tone(0, lexicon.languages.indexOf('fi'));
}

describe('stems of words of tone', () => {
  it('feel an inflected form that the list does not hold, a little less', () => {
    expect(toneOf('pettymyksiä', 'pettymys\t-2')).toBeCloseTo(-1.6);
  });

  it('leave words of the list as they are', () => {
    expect(toneOf('pettymys', 'pettymys\t-2', 'pettymykset\t-3')).toBe(-2);
    expect(toneOf('pettymykset', 'pettymys\t-2', 'pettymykset\t-3')).toBe(-3);
  });

  it('feel as the words of the list that begin so do in the mean', () => {
    expect(toneOf('pettymyksiä', 'pettymys\t-2', 'pettymätön\t-1')).toBeCloseTo(-1.2);
  });

  it('say nothing where words that begin alike are good and bad', () => {
    expect(toneOf('onnettomalla', 'onnettomuus\t-2', 'onnetar\t2')).toBe(0);
  });

  it('are not made of short words', () => {
    expect(toneOf('vihannes', 'viha\t-3')).toBe(0);
  });

  it('give way to a stem that somebody wrote', () => {
    expect(toneOf('pettymyksiä', 'pettym*\t-4', 'pettymys\t-2')).toBe(-4);
  });
});
