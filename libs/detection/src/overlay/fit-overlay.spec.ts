import { loadAssessor } from '../assess/load-assessor.js';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { fitOverlay } from './fit-overlay.js';
import type { Overlay, Verdict } from './overlay.js';

/** A house where "ticket" always means trouble and "demo" never does. */
const verdicts = (count: number): Verdict[] =>
  Array.from({ length: count }, (_, i) => ({
    input: {
      text:
        i % 2 === 0
          ? `Ticket ${i} opened for the lift in building ${i % 7}`
          : `Demo ${i} booked for the lift in building ${i % 7}`,
    },
    dissatisfied: i % 2 === 0,
  }));

describe('what a team teaches the detector', () => {
  let base: StatisticalAssessor;
  beforeAll(async () => {
    base = await loadAssessor();
  });

  it('is learned when it holds in cross-validation, and changes later verdicts', () => {
    const { overlay, before, after, isBetter } = fitOverlay(base, verdicts(80));
    expect(isBetter).toBe(true);
    expect(after.macroF1).toBeGreaterThan(before.macroF1);
    const taught = base.withOverlay(overlay);
    expect(taught.assess({ text: 'Ticket opened for the lift' }).probability).toBeGreaterThan(0.5);
    expect(taught.assess({ text: 'Demo booked for the lift' }).probability).toBeLessThan(0.5);
  });

  it('keeps the base model after a handful of verdicts, or of one kind only', () => {
    expect(fitOverlay(base, verdicts(6)).isBetter).toBe(false);
    expect(
      fitOverlay(
        base,
        verdicts(80).filter(({ dissatisfied }) => !dissatisfied),
      ).isBetter,
    ).toBe(false);
    expect(fitOverlay(base, []).isBetter).toBe(false);
  });

  it('holds for words of tone in texts of every length, whatever the length of those that taught it', () => {
    const brief = ['Terrible traffic', 'Awful weather', 'Horrible rain', 'Bad storm'];
    const calm = Array.from({ length: 40 }, (_, i): Verdict[] => [
      { input: { text: `${brief[i % brief.length]} ${i}` }, dissatisfied: false },
      { input: { text: `Ticket ${i} opened` }, dissatisfied: true },
    ]).flat();
    const { features } = fitOverlay(base, calm).overlay;
    expect(features['tone-negative-terse']).toBeLessThan(0);
    expect(features['tone-negative-long']).toBe(features['tone-negative-terse']);
  });

  it('is the same after it was stored, and names itself in every assessment', () => {
    const { overlay } = fitOverlay(base, verdicts(40));
    const stored = JSON.parse(JSON.stringify(overlay)) as Overlay;
    const input = { text: 'Ticket 12 opened again' };
    expect(base.withOverlay(stored).assess(input)).toEqual(base.withOverlay(overlay).assess(input));
    expect(base.withOverlay(stored).model).toBe(`${base.model}+40`);
  });

  it('still adds its signals up', () => {
    const { probability, signals } = base
      .withOverlay(fitOverlay(base, verdicts(40)).overlay)
      .assess({ text: 'Ticket 5: still no answer!!' });
    const sum = signals.reduce((total, { weight }) => total + weight, 0);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(probability, 9);
  });

  it('is refused on top of another model', () => {
    const { overlay } = fitOverlay(base, verdicts(20));
    expect(() => base.withOverlay({ ...overlay, baseModel: '2020.1.1' })).toThrow(
      'The overlay does not belong to the model',
    );
  });
});
