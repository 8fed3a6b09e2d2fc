import { nextPacificMidnight } from './quota.js';

describe('when the quota begins anew', () => {
  it.each([
    ['2026-01-15T20:00:00.500Z', '2026-01-16T08:00:00.000Z'],
    ['2026-01-15T07:59:59.000Z', '2026-01-15T08:00:00.000Z'],
    ['2026-07-15T20:00:00.000Z', '2026-07-16T07:00:00.000Z'],
  ])('after %s at %s', (now, midnight) => expect(nextPacificMidnight(new Date(now)).toISOString()).toBe(midnight));
});
