import fc from 'fast-check';
import { MAX_WORKING_MINUTES } from './calendar/due-after-working-time.js';
import { MAX_WORKING_DAYS } from './calendar/due-at.js';
import { compareTargets, readTarget, spellTarget, type Target } from './response-standard-target.js';

const targets = fc.oneof(
  fc.integer({ min: 0, max: MAX_WORKING_DAYS }).map((amount): Target => ({ unit: 'working_days', amount })),
  fc.integer({ min: 1, max: MAX_WORKING_MINUTES }).map((amount): Target => ({ unit: 'working_minutes', amount })),
);

describe('a target', () => {
  it.each([
    ['3 working days', 'working_days', 3],
    ['1 working day', 'working_days', 1],
    ['same working day', 'working_days', 0],
    [3, 'working_days', 3],
    ['3', 'working_days', 3],
    ['4 working hours', 'working_minutes', 240],
    ['30 working minutes', 'working_minutes', 30],
  ])('is read as people write it: %s', (text, unit, amount) => {
    expect(readTarget(text)).toEqual({ unit, amount });
  });

  it.each(['', 'soon', '-1', '1.5', '3 days', '2501 working days', '0 working minutes', '2501 working hours'])(
    'is not %j',
    (text) => {
      expect(readTarget(text)).toBeNull();
    },
  );

  it('is spelt so that it is read as the same', () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(readTarget(spellTarget(target))).toEqual(target);
      }),
    );
  });

  it('is ordered by what it asks for', () => {
    const spelt = ['30 working minutes', '4 working hours', 'same working day', '1 working day', '20 working hours'];
    const sorted = [...spelt].reverse().sort((a, b) => compareTargets(readTarget(a)!, readTarget(b)!));
    expect(sorted).toEqual(spelt);
  });
});
