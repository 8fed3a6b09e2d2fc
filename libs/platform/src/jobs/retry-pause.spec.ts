import fc from 'fast-check';
import { retryPauseMs } from './retry-pause.js';

describe('the pause between tries', () => {
  it('doubles from a quarter of a second to ten seconds', () => {
    expect([1, 2, 3, 6, 7, 1000].map(retryPauseMs)).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
  });

  it('never shrinks and never ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (n) => {
        const pause = retryPauseMs(n);
        return Number.isFinite(pause) && pause >= 250 && retryPauseMs(n + 1) >= pause;
      }),
    );
  });
});
