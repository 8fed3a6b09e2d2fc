import { setTimeout as pause } from 'node:timers/promises';

/** Repeats an expectation until it holds; its last failure is the test's. The limit is for a machine under load. */
export async function eventually<Result>(
  expectation: () => Result | Promise<Result>,
  limitMs = 60_000,
): Promise<Result> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(25);
    }
  }
}
