import fc from 'fast-check';
import { verdictFigures, wilsonShare, type JudgedVerdict } from './verdict-figures.js';

const judged = (probability: number, dissatisfied: boolean, language = 'fi'): JudgedVerdict => ({
  probability,
  dissatisfied,
  language,
});

describe('how right the detector was by what people said', () => {
  it('tells how much of what it took for unhappy was, and how many of the unhappy it found, by language', () => {
    const { all, languages } = verdictFigures([
      judged(0.9, true),
      judged(0.8, true),
      judged(0.7, false),
      judged(0.2, true),
      judged(0.1, false, 'lv'),
    ]);
    expect(all).toMatchObject({ verdicts: 5, precision: { of: 3, value: 2 / 3 }, recall: { of: 3, value: 2 / 3 } });
    expect(languages.map(({ language, verdicts }) => [language, verdicts])).toEqual([
      ['fi', 4],
      ['lv', 1],
    ]);
    expect(languages[1]).toMatchObject({ precision: null, recall: null });
  });

  it('compares what was said with what was found, bin by bin', () => {
    const { bins, calibrationError } = verdictFigures([judged(0.72, true), judged(0.78, false), judged(1, true)]);
    expect(bins).toHaveLength(10);
    expect(bins[7]).toMatchObject({ verdicts: 2, found: { value: 0.5 } });
    expect(bins[7]?.said).toBeCloseTo(0.75);
    expect(bins[9]).toMatchObject({ verdicts: 1, said: 1 });
    expect(calibrationError).toBeCloseTo((2 * 0.25) / 3);
  });

  it('says nothing without verdicts', () => {
    const figures = verdictFigures([]);
    expect(figures).toMatchObject({ all: { verdicts: 0, precision: null, recall: null }, calibrationError: null });
    expect(figures.bins.every(({ said, found }) => said === null && found === null)).toBe(true);
  });

  it('counts every verdict in one bin', () => {
    const verdict = fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), dissatisfied: fc.boolean() });
    fc.assert(
      fc.property(fc.array(verdict), (some) => {
        const { bins } = verdictFigures(some.map((one) => ({ ...one, language: 'fi' })));
        expect(bins.reduce((sum, { verdicts }) => sum + verdicts, 0)).toBe(some.length);
      }),
    );
  });
});

describe('the interval of a share', () => {
  it('is that of Wilson', () => {
    // By hand: 8 of 10.
    expect(wilsonShare(8, 10)).toMatchObject({
      value: 0.8,
      low: expect.closeTo(0.4902, 4) as number,
      high: expect.closeTo(0.9433, 4) as number,
    });
    expect(wilsonShare(0, 0)).toBeNull();
  });

  it('holds the share, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, more) => {
        const share = wilsonShare(hits, hits + more);
        if (share === null) return;
        expect(share.low).toBeGreaterThanOrEqual(0);
        expect(share.high).toBeLessThanOrEqual(1);
        expect(share.low).toBeLessThanOrEqual(share.value + 1e-12);
        expect(share.high).toBeGreaterThanOrEqual(share.value - 1e-12);
      }),
    );
  });
});
