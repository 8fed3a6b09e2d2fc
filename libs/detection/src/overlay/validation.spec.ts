import { isConvincing, trustIn, type ValidatedVerdicts } from './validation.js';

/** As many of each kind; the base model gives each its side of 0.5 with `before`, the overlay with `after` (log-odds). */
function verdicts(count: number, before: (i: number) => number, after: (i: number) => number): ValidatedVerdicts {
  const labels = Int8Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const towards = (score: (i: number) => number): Float64Array =>
    Float64Array.from(labels, (label, i) => label * score(i));
  return { labels, weights: new Float64Array(count).fill(1), before: towards(before), after: towards(after) };
}

describe('how far an overlay is believed', () => {
  it('is wholly when it helps every verdict, and not at all when it harms every one', () => {
    expect(
      trustIn(
        verdicts(
          20,
          (i) => 0.1 + i / 100,
          () => 2,
        ),
      ),
    ).toBe(1);
    expect(
      trustIn(
        verdicts(
          20,
          () => 2,
          (i) => 0.1 + i / 100,
        ),
      ),
    ).toBe(0);
  });

  it('is partly when it loses by no more than chance explains', () => {
    const trust = trustIn(
      verdicts(
        20,
        () => 1,
        (i) => (i % 4 < 2 ? 2 : 0.2),
      ),
    );
    expect(trust).toBeGreaterThan(0);
    expect(trust).toBeLessThan(1);
  });

  it('is not when nothing changes', () => {
    const unchanged = verdicts(
      20,
      () => 1,
      () => 1,
    );
    expect(trustIn(unchanged)).toBe(0);
  });
});

describe('putting an overlay in force', () => {
  it('needs enough verdicts of both kinds', () => {
    const few = verdicts(
      8,
      () => -1,
      () => 2,
    );
    expect(isConvincing(few)).toBe(false);
    const many = verdicts(
      20,
      () => -1,
      () => 2,
    );
    expect(isConvincing(many)).toBe(true);
    expect(isConvincing({ ...many, labels: new Int8Array(20).fill(1) })).toBe(false);
  });

  it('needs more than a shrug: log loss falls when a sure detector learns to say nothing', () => {
    const coin = (sure: number) => (i: number) => (i % 4 < 2 ? sure : -sure);
    expect(isConvincing(verdicts(60, coin(3), coin(0.01)))).toBe(false);
  });

  it('is refused when less is decided right and with worse probabilities', () => {
    const worse = verdicts(
      40,
      () => 2,
      (i) => (i % 10 < 3 ? -2 : 1),
    );
    expect(isConvincing(worse)).toBe(false);
  });
});
