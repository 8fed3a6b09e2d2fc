import { digestRhythm, weekdayName } from './digest-rhythm';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

describe('the rhythm of a digest', () => {
  it.each([
    ['daily', WEEK, true, 'everyWorkingDay', []],
    ['daily', WEEK, false, 'everyDay', []],
    ['daily', [5, 1], true, 'someWorkingDays', [1, 5]],
    ['daily', [3], false, 'someDays', [3]],
    ['weekly', [4, 2], true, 'weeklyWorking', [2]],
    ['weekly', WEEK, false, 'weekly', [1]],
    ['monthly', [3], true, 'monthlyWorking', []],
    ['monthly', WEEK, false, 'monthly', []],
  ] as const)('%s on %j, working days only: %s', (edition, days, workingDaysOnly, rhythm, named) => {
    expect(digestRhythm({ edition, days: [...days], workingDaysOnly })).toEqual({ rhythm, days: named });
  });

  it('names the days beginning with Monday', () => {
    expect([1, 7].map((day) => weekdayName(day, 'en-GB', 'short'))).toEqual(['Mon', 'Sun']);
  });
});
