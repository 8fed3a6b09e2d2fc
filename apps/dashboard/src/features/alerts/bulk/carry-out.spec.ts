import type { ActedCase } from '../../../shared/case-actions/use-case-action';
import { carryOut } from './carry-out';

const cases = (count: number): ActedCase[] =>
  Array.from({ length: count }, (_, index) => ({
    caseId: String(index + 1),
    version: 1,
    customer: `Customer ${index + 1}`,
  }));
const ids = (on: readonly ActedCase[]): string => on.map(({ caseId }) => caseId).join(' ');

describe('something done to several cases', () => {
  it('is done to the others when it fails for some, and says for which', async () => {
    const outcome = await carryOut(cases(6), (on) =>
      on.caseId === '2' || on.caseId === '5'
        ? Promise.reject(new Error(`not ${on.caseId}`))
        : Promise.resolve({ ...on, version: 2 }),
    );
    expect(ids(outcome.done)).toBe('1 3 4 6');
    expect(outcome.done.every(({ version }) => version === 2)).toBe(true);
    expect(outcome.failed.map(({ on, error }) => [on.caseId, (error as Error).message])).toEqual([
      ['2', 'not 2'],
      ['5', 'not 5'],
    ]);
  });

  it('keeps the order, however long each takes, and asks for few at once', async () => {
    let running = 0;
    let most = 0;
    const outcome = await carryOut(cases(20), async (on) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < Number(on.caseId) % 5; turn += 1) await Promise.resolve();
      running -= 1;
      return on;
    });
    expect(ids(outcome.done)).toBe(ids(cases(20)));
    expect(most).toBe(4);
  });

  it('does nothing to none', async () => {
    expect(await carryOut([], () => Promise.reject(new Error('never asked')))).toEqual({ done: [], failed: [] });
  });
});
