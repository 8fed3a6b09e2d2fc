import fc from 'fast-check';
import { segmentsOf, strengthOf, tellingSignals, type Signal } from './segments';

const signal = (start: number, end: number, weight = 1): Signal => ({
  kind: 'phrase',
  label: 'waiting',
  evidence: '',
  start,
  end,
  weight,
});

describe('the highlighted evidence', () => {
  it('of a row is what speaks for an unhappy customer', () => {
    const strong = signal(0, 4, 1.2);
    expect(tellingSignals([strong, signal(5, 8, 0.1), signal(9, 12, -2)])).toEqual([strong]);
  });

  it('leaves a text without evidence whole', () => {
    expect(segmentsOf('Hello', [])).toEqual([{ text: 'Hello', start: 0, signals: [] }]);
  });

  it('marks the span and nothing else', () => {
    const marked = segmentsOf('When will it come???', [signal(17, 20)]);
    expect(marked.map((part) => [part.text, part.signals.length])).toEqual([
      ['When will it come', 0],
      ['???', 1],
    ]);
  });

  it('names both where two overlap, the stronger first', () => {
    const marked = segmentsOf('abcdef', [signal(0, 4, 0.2), signal(2, 6, -2)]);
    expect(marked.map((part) => [part.text, part.signals.map((s) => s.weight)])).toEqual([
      ['ab', [0.2]],
      ['cd', [-2, 0.2]],
      ['ef', [-2]],
    ]);
  });

  it('shows no mark for evidence outside the text', () => {
    expect(segmentsOf('abc', [signal(0, 0), signal(50, 60)])).toEqual([{ text: 'abc', start: 0, signals: [] }]);
  });

  it('joins to the text and tears no emoji, whatever the spans are', () => {
    const span = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 }));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
        const parts = segmentsOf(
          text,
          spans.map(([start, end]) => signal(start, end)),
        ).map((part) => part.text);
        expect(parts.join('')).toBe(text);
        for (const part of parts) expect(part).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('tells three strengths apart, for and against alike', () => {
    expect([0.1, 0.9, 1.6, -1.6].map(strengthOf)).toEqual(['slight', 'clear', 'strong', 'strong']);
  });
});
