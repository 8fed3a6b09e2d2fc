import { refusedPassword } from './password-problem';

const GOOD = 'a long enough secret';

describe('a new password', () => {
  it.each([
    ['without the old one', { old: '', next: GOOD, repeated: GOOD }, 'old missing'],
    ['that is short', { old: 'x', next: 'fourteen chars', repeated: 'fourteen chars' }, 'next short'],
    ['that is the old one', { old: GOOD, next: GOOD, repeated: GOOD }, 'next same'],
    ['that was typed in two ways', { old: 'x', next: GOOD, repeated: `${GOOD}!` }, 'repeated different'],
  ])('%s is refused, at the field that is wrong', (_, typed, expected) => {
    const problem = refusedPassword(typed);
    expect(`${problem?.field} ${problem?.kind}`).toBe(expected);
  });

  it('that is long and typed twice alike is sent', () => {
    expect(refusedPassword({ old: 'x', next: GOOD, repeated: GOOD })).toBeNull();
  });
});
