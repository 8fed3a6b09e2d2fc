import { foundIn, type PackConcept } from './pack-search.js';

const concept = (key: string, ...phrases: string[]): PackConcept => ({
  key,
  weight: 1,
  topic: null,
  escalation: null,
  phrases: phrases.map((phrase, index) => ({ phrase, file: 'fi.txt', line: index + 1 })),
});

describe('the search in a phrase pack', () => {
  const concepts = [concept('waiting', 'odotan edelleen', 'vieläkään'), concept('late', 'myöhäs*', 'viivästy*')];
  const found = (searched: string): [string, string[]][] =>
    foundIn(concepts, searched, ({ key }) => (key === 'late' ? 'Se on myöhässä' : 'On odottanut')).map(
      ({ key, phrases }) => [key, phrases.map(({ phrase }) => phrase)],
    );

  it('finds phrases whatever their case and diacritics', () => {
    expect(found('VIELAK')).toEqual([['waiting', ['vieläkään']]]);
  });

  it('finds all phrases of a meaning', () => {
    expect(found('myohassa')).toEqual([['late', ['myöhäs*', 'viivästy*']]]);
  });

  it('finds everything when nothing is searched for, and nothing where nothing is', () => {
    expect(found('  ')).toHaveLength(2);
    expect(found('xyz')).toEqual([]);
  });
});
