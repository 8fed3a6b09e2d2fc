import fc from 'fast-check';
import { budgetWords, windowEnd } from './budget-window.js';

describe('the window of a budget', () => {
  it.each([
    ['day', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'],
    ['month', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
    ['month', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    [60, '2026-03-02T10:00:00Z', '2026-03-02T10:01:00Z'],
    [900, '2026-03-02T10:14:59Z', '2026-03-02T10:15:00Z'],
  ] as const)('%s at %s ends at %s', (window, now, end) => {
    expect(windowEnd(window, new Date(now))).toEqual(new Date(end));
  });

  it('ends later than now and no later than its own length after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 86_400 }),
        fc.date({ noInvalidDate: true, max: new Date('9999-01-01') }),
        (seconds, now) => {
          const left = windowEnd(seconds, now).getTime() - now.getTime();
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThanOrEqual(seconds * 1_000);
        },
      ),
    );
  });

  it('is spelt as people say it', () => {
    expect(budgetWords(60, 'requests', 60)).toBe('60 requests a minute');
    expect(budgetWords(3_600, 'requests', 3_600)).toBe('3600 requests an hour');
    expect(budgetWords(450, 'requests', 900)).toBe('450 requests in 15 minutes');
    expect(budgetWords(10_000, 'posts read', 'month')).toBe('10000 posts read a month');
  });
});
