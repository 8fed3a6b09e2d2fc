/**
 * "Re:", "VS:", "AW[2]:", "回复:" … and, on purpose, any other short word before a colon: keys are only compared with
 * each other, so that taking off too much does no harm while a missing mark would keep a matter apart.
 */
const MARKS = /^(?:\p{L}{1,12}\s?(?:\[\d+\]|\(\d+\)|\^\d+)?\s?:\s*)+/u;

/** Shorter says too little to tell a matter by. */
const LEAST_LETTERS = 4;
const MOST_LETTERS = 200;

/**
 * What the subjects of one matter have in common: without marks of replying and forwarding, without case, with single
 * spaces. `null` when the subject tells nothing.
 */
export function subjectKey(subject: string | null): string | null {
  if (subject === null) return null;
  const bare = subject.normalize('NFKC').replace(/\s+/gu, ' ').trim().replace(MARKS, '').toLowerCase();
  const letters = [...bare];
  return letters.length < LEAST_LETTERS ? null : letters.slice(0, MOST_LETTERS).join('');
}

/** The key of one customer's matter in `FollowUpContext.recentCaseBySubject`. */
export const customerSubject = (customerId: string, key: string): string => `${customerId} ${key}`;
