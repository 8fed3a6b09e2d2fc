import { loadAssessorParts } from '../assess/load-assessor.js';
import { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { PhraseFinder } from './phrase-finder.js';

describe('the phrases behind an assessment', () => {
  let assessor: StatisticalAssessor;
  let finder: PhraseFinder;
  beforeAll(async () => {
    const parts = await loadAssessorParts();
    assessor = new StatisticalAssessor(parts);
    finder = new PhraseFinder(parts.lexicon);
  });

  const found = (text: string, language: string) =>
    finder.find(text, assessor.assess({ text, language })).map(({ label, start, end, phrases }) => ({
      label,
      words: text.slice(start, end),
      written: phrases.map(({ source, language: pack, file }) => `${file} ${pack}: ${source}`),
    }));

  it('are named as they stand in their packs, with the words that they match', () => {
    const phrases = found('Hei, odotan edelleen vastausta.', 'fi');
    expect(phrases).toContainEqual({
      label: 'waiting',
      words: 'odotan edelleen',
      written: ['fi.txt fi: odotan edelleen'],
    });
  });

  it('are told for a negated phrase too', () => {
    const negated = found('Palvelu ei ollut ystävällistä.', 'fi').find(({ label }) => label === 'negated-praise');
    expect(negated?.written).toContain('fi.txt fi: ystävälli*');
  });

  it('carry the weights of their signals and are none where no phrase stands', () => {
    const text = 'En ole saanut vastausta.';
    const assessment = assessor.assess({ text, language: 'fi' });
    for (const { label, start, weight } of finder.find(text, assessment))
      expect(assessment.signals).toContainEqual(expect.objectContaining({ label, start, weight }));
    expect(found('Xyz.', 'fi')).toEqual([]);
  });
});
