import fc from 'fast-check';
import { toldBudget } from './told-budget.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const told = (headers: Record<string, string>) => {
  const budget = toldBudget(headers, NOW);
  return budget === null ? null : [budget.allowed, budget.left, budget.resetsAt.toISOString().slice(11, 19)];
};

describe('what services say of their budgets', () => {
  it.each([
    [{ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '90' }, [300, 7, '10:01:30']],
    [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1772446200' }, [null, 0, '10:10:00']],
    [{ 'x-ratelimit-remaining': '0.4', 'x-ratelimit-reset': '30' }, [null, 0, '10:00:30']],
    [{ 'ratelimit-limit': '60, 60;w=60', 'ratelimit-remaining': '59', 'ratelimit-reset': '5' }, [60, 59, '10:00:05']],
    [{ 'x-ratelimit-remaining': '3' }, [null, 3, '10:01:00']],
    [{ 'x-rate-limit': 'user-hour-lim:3600;user-hour-rem:12;' }, [3600, 12, '10:10:00']],
    [{ 'x-app-usage': '{"call_count":28,"total_time":40,"total_cputime":25}' }, [100, 60, '10:10:00']],
    [{ 'x-app-usage': '{"call_count":97,"total_time":4,"total_cputime":2}' }, [100, 0, '10:10:00']],
    [
      {
        'x-business-use-case-usage':
          '{"17":[{"type":"pages","call_count":100,"total_time":1,"total_cputime":1,"estimated_time_to_regain_access":25}]}',
      },
      [100, 0, '10:25:00'],
    ],
    [{ 'x-app-usage': 'not json' }, null],
    [{ 'x-ratelimit-remaining': 'many' }, null],
    [{}, null],
  ])('%j → %j', (headers, expected) => expect(told(headers)).toEqual(expected));

  it('never holds a source back for longer than a day, whatever the headers say', () => {
    const value = fc.oneof(fc.string(), fc.nat().map(String), fc.double().map(String), fc.json());
    const names = ['x-ratelimit-remaining', 'x-ratelimit-reset', 'x-rate-limit', 'x-app-usage', 'ratelimit-limit'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
        const budget = toldBudget(headers, NOW);
        if (budget === null) return;
        expect(budget.left).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(budget.left)).toBe(true);
        expect(budget.resetsAt.getTime() - NOW.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
      }),
    );
  });
});
