import fc from 'fast-check';
import { isSameSourceName, sourceNameFault, takenNameFault } from './source-name.js';

describe('the name of a source', () => {
  it.each(['Forum', 'Füße & more', 'Отзывы — банк', '顧客の声', 'Care 😡', 'a\u0301'])('may be %s', (name) => {
    expect(sourceNameFault(name)).toBeNull();
  });

  it.each([
    ['a mark that turns the reading direction', 'For\u202Emu', 'U+202E'],
    ['a zero-width space', 'For\u200Bum', 'U+200B'],
    ['a byte order mark', '\uFEFFForum', 'U+FEFF'],
    ['a control character', 'For\u0007um', 'U+0007'],
    ['a line break', 'For\num', 'U+000A'],
    ['a line separator', 'For\u2028um', 'U+2028'],
    ['half of a character', 'For\uD800um', 'U+D800'],
  ])('holds no %s', (_what, name, code) => {
    expect(sourceNameFault(name)).toContain(code);
  });

  it.each([
    ['Forum', 'FORUM'],
    ['Отзывы', 'отзывы'],
    ['Straße', 'STRASSE'],
    ['Forum', 'Ｆｏｒｕｍ'],
    ['é', 'e\u0301'],
    ['Our  forum', 'our forum '],
  ])('is the same for people: %s and %s', (a, b) => {
    expect(isSameSourceName(a, b)).toBe(true);
    expect(takenNameFault(a, b)).toContain('differs');
  });

  it('is another when a letter is', () => {
    expect(isSameSourceName('Forum', 'Forums')).toBe(false);
    expect(isSameSourceName('i', 'l')).toBe(false);
  });

  it('is the same as itself, whatever its case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(isSameSourceName(name, name.toUpperCase())).toBe(true);
        expect(isSameSourceName(name.toLowerCase(), name.toLowerCase().normalize('NFD'))).toBe(true);
      }),
    );
  });
});
