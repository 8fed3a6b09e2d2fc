import fc from 'fast-check';
import { fold } from './fold.js';
import { MAX_JUDGED_LENGTH, Reading, TokenKind } from './reading.js';

const tokensOf = (text: string): string[] => {
  const reading = new Reading();
  reading.read(text);
  return Array.from({ length: reading.tokens }, (_, token) => reading.word(token));
};

describe('reading a text', () => {
  it('takes words without case and diacritics, apostrophes inside', () => {
    expect(tokensOf("Don't PÄÄSE šodien")).toEqual(["don't", 'paase', 'sodien']);
  });

  it('reads an elongated word as the plain one', () => {
    expect(tokensOf('sooooo slow')).toEqual(['so', 'slow']);
  });

  it('keeps marks, faces, links, names and numbers apart', () => {
    const reading = new Reading();
    reading.read('@shop why??? :( https://a.example/x 3,50 😡');
    expect([...reading.kinds.subarray(0, reading.tokens)]).toEqual([
      TokenKind.User,
      TokenKind.Word,
      TokenKind.Marks,
      TokenKind.Frown,
      TokenKind.Link,
      TokenKind.Number,
      TokenKind.Sign,
    ]);
  });

  it('leads every token back to where it stands in the original', () => {
    const text = 'E\u0301te\u0301 sooooo väärä';
    const reading = new Reading();
    reading.read(text);
    const spans = Array.from({ length: reading.tokens }, (_, t) =>
      text.slice(reading.originalStart(t), reading.originalEnd(t)).trim(),
    );
    expect(spans).toEqual(['E\u0301te\u0301', 'sooooo', 'väärä']);
  });

  it('reads any string, and every token lies in it', () => {
    const reading = new Reading();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        reading.read(text);
        for (let token = 0; token < reading.tokens; token++) {
          expect(reading.originalStart(token)).toBeGreaterThanOrEqual(0);
          expect(reading.originalEnd(token)).toBeGreaterThan(reading.originalStart(token));
          expect(reading.originalEnd(token)).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('cuts a very long text, not inside an emoji', () => {
    const reading = new Reading();
    reading.read(`a${'😡'.repeat(MAX_JUDGED_LENGTH)}`);
    expect(reading.text.length).toBe(MAX_JUDGED_LENGTH - 1);
  });

  it('folds a string to itself when it is folded already', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(fold(fold(text))).toBe(fold(text))));
  });
});
