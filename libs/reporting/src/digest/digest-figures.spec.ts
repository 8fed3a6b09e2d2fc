import type { BucketFigures, DigestFacts } from '@earshot/domain';
import { DateTime } from 'luxon';
import { comparedFigures } from './digest-figures.js';

type Day = Partial<BucketFigures>;
const MONDAY = DateTime.fromISO('2026-03-02');

/** What one Monday says beside eight weeks, in which `of` says what each day had. */
function compared(of: (day: DateTime) => Day) {
  const bucket = (day: DateTime, figures: Day) =>
    ({
      day: day.toISODate(),
      received: 1,
      unhappy: 0,
      opened: 0,
      kept: 0,
      promised: 0,
      answered: 0,
      workingMedian: null,
      ...figures,
    }) as BucketFigures;
  const earlier = Array.from({ length: 56 }, (_, i) => MONDAY.minus({ days: 56 - i })).map((day) =>
    bucket(day, of(day)),
  );
  const today = bucket(MONDAY, { promised: 4, kept: 2, answered: 4, workingMedian: 120 });
  const facts = { span: { buckets: [today], total: today }, days: [...earlier, today] };
  return comparedFigures(facts as unknown as DigestFacts, 'daily');
}

describe('what is usual', () => {
  it('is the median of the same weekdays, also of what is kept and of the wait', () => {
    const { keptShare, median } = compared(({ weekday, weekNumber }) =>
      weekday === 1
        ? {
            promised: 4,
            kept: weekNumber % 4 === 0 ? 0 : 3,
            answered: 4,
            workingMedian: weekNumber % 4 === 0 ? 900 : 60,
          }
        : { promised: 10, kept: 0, answered: 10, workingMedian: 600 },
    );
    expect(keptShare).toEqual({ value: 0.5, usual: 0.75 });
    expect(median).toEqual({ value: 120, usual: 60 });
  });

  it('is not told where on the same weekdays nothing was promised or answered', () => {
    const { received, keptShare, median } = compared(({ weekday }) =>
      weekday === 1 ? {} : { promised: 11, kept: 2, answered: 11, workingMedian: 600 },
    );
    expect(received.usual).toBe(1);
    expect(keptShare).toEqual({ value: 0.5, usual: null });
    expect(median).toEqual({ value: 120, usual: null });
  });
});
