import { inLanguageOf, plainLanguage } from './plain-language.js';

describe('a catalogue of languages', () => {
  const catalogue = { en: 'overdue', fi: 'myöhässä' };

  it.each([
    ['fi', 'myöhässä'],
    ['fi-FI', 'myöhässä'],
    ['FI-fi', 'myöhässä'],
    ['en-GB', 'overdue'],
    ['sv', 'overdue'],
    ['', 'overdue'],
    ['constructor', 'overdue'],
  ])('speaks to a reader of %j', (tag, words) => {
    expect(inLanguageOf(catalogue, tag)).toBe(words);
  });

  it('knows the language of a tag with script and region', () => {
    expect(plainLanguage('sr-Latn-RS')).toBe('sr');
  });
});
