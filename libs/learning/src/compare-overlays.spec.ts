import type { AssessmentInput, Lesson } from '@earshot/domain';
import { compare, CONVINCING, heldOut } from './compare-overlays.js';
import { OverlayFitter, type FittedOverlay, type TaughtInput } from './overlay-fitter.js';

const FIGURES = { logLoss: 1, macroF1: 0, precision: 0, recall: 0 };

/** Knows by heart what it has learned, and nothing else. */
class Parrot extends OverlayFitter {
  readonly baseModel = 'parrot';

  override learnWording(): Promise<void> {
    return Promise.resolve();
  }

  override fit(verdicts: readonly TaughtInput[]): Promise<FittedOverlay> {
    const known = verdicts.map(({ input }) => input.text);
    return Promise.resolve({ payload: { known }, before: FIGURES, after: FIGURES, isBetter: true });
  }

  override probabilities(payload: object | null, inputs: readonly AssessmentInput[]): Promise<readonly number[]> {
    const { known } = payload as { known: string[] };
    return Promise.resolve(inputs.map(({ text }) => (known.includes(text) ? 1 : 0.5)));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const lesson = (number: number, dissatisfied = number % 2 === 0): Lesson => ({
  verdictId: String(number),
  dissatisfied,
  input: { sourceId: '1', text: `text ${number}` },
});

describe('comparing two detectors on verdicts', () => {
  it('prefers the one that is surer of what is right', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ dissatisfied: true, inForce: 0.5, candidate: 0.8 + i / 200 }));
    const { comparison, isBetter } = compare(rows);
    expect(isBetter).toBe(true);
    expect(comparison).toMatchObject({ verdicts: 20, logLossInForce: Math.log(2) });
    expect(
      compare(rows.map(({ inForce, ...row }) => ({ ...row, inForce: row.candidate, candidate: inForce }))).isBetter,
    ).toBe(false);
  });

  it('is not convinced by equals, by nothing, nor by one lucky hit among misses', () => {
    expect(compare([{ dissatisfied: true, inForce: 0.7, candidate: 0.7 }]).isBetter).toBe(false);
    expect(compare([]).isBetter).toBe(false);
    const lucky = Array.from({ length: 20 }, (_, i) => ({
      dissatisfied: true,
      inForce: i === 0 ? 0.01 : 0.5,
      candidate: i === 0 ? 0.99 : 0.42,
    }));
    expect(compare(lucky).isBetter).toBe(false);
  });

  it('lets a successor take over when chance may have decided, and not when it is worse', () => {
    const successor = (candidate: (i: number) => number) =>
      compare(
        Array.from({ length: 20 }, (_, i) => ({ dissatisfied: true, inForce: 0.6, candidate: candidate(i) })),
        CONVINCING.successor,
      ).isBetter;
    expect(successor((i) => (i % 2 === 0 ? 0.75 : 0.47))).toBe(true);
    expect(successor((i) => 0.5 + i / 1000)).toBe(false);
  });

  it('does not prefer the one that takes everybody for content where most are', () => {
    const rows = Array.from({ length: 20 }, (_, i) => {
      const dissatisfied = i % 10 === 0;
      return { dissatisfied, inForce: dissatisfied ? 0.6 : 0.4, candidate: 0.2 - i / 1000 };
    });
    expect(compare(rows).isBetter).toBe(false);
  });
});

describe('judging what was held out', () => {
  it('never asks an overlay about what it has learned', async () => {
    const lessons = Array.from({ length: 11 }, (_, i) => lesson(i));
    expect(await heldOut(new Parrot(), [], lessons)).toEqual(lessons.map(() => 0.5));
    expect(await heldOut(new Parrot(), lessons, lessons)).toEqual(lessons.map(() => 1));
  });

  it('learns from both kinds in each half, even when people give them in turn', async () => {
    const halves: boolean[][] = [];
    class Watched extends Parrot {
      override fit(verdicts: readonly TaughtInput[]): Promise<FittedOverlay> {
        halves.push(verdicts.map(({ dissatisfied }) => dissatisfied));
        return super.fit(verdicts);
      }
    }
    await heldOut(
      new Watched(),
      [],
      Array.from({ length: 8 }, (_, i) => lesson(i)),
    );
    expect(halves.map((half) => new Set(half).size)).toEqual([2, 2]);
  });
});
