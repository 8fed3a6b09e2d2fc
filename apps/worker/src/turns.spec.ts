import { setLogger } from 'node-cron';
import { eventually } from '../../../test/support/eventually.js';
import { Turns } from './turns.js';

const EVERY_SECOND = '* * * * * *';
const warnings: string[] = [];
const nothing = (): void => undefined;
setLogger({
  warn: (message) => void warnings.push(message),
  error: (message) => void warnings.push(String(message)),
  info: nothing,
  debug: nothing,
});

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

/** Turns whose work ends when it is told to, or with the test. */
function slowTurns() {
  const notes: unknown[] = [];
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  const turns = new Turns('removed sources', work, { info: (fields) => void notes.push(fields) });
  stop = () => {
    ends.forEach((end) => end());
    return turns.stop();
  };
  return { turns, notes, ends };
}

describe('something that is done by the clock', () => {
  it('takes one turn at a time, and a long one is noted once', async () => {
    const { turns, notes, ends } = slowTurns();
    for (const begun of [1, 2]) {
      const taken = [turns.take(), turns.take(), turns.take()];
      expect(ends).toHaveLength(begun);
      expect(notes).toEqual(Array(begun).fill({ turns: 'removed sources' }));
      ends[begun - 1]?.();
      await Promise.all(taken);
    }
  });

  it('is noted by nobody where each turn is over before the next', async () => {
    const notes: unknown[] = [];
    const turns = new Turns('removed sources', () => Promise.resolve(), { info: (fields) => void notes.push(fields) });
    await turns.take();
    await turns.take();
    expect(notes).toEqual([]);
  });

  it('passes turns over without a warning for each, and stopping waits for the one that is at work', async () => {
    const { turns, notes, ends } = slowTurns();
    const taken = jest.spyOn(turns, 'take');
    turns.start(EVERY_SECOND);
    expect(turns.areOn).toBe(true);
    await eventually(async () => expect(taken.mock.calls.length).toBeGreaterThan(2));
    expect([ends.length, notes.length, warnings]).toEqual([1, 1, []]);
    let isOver = false;
    const stopping = turns.stop().then(() => (isOver = true));
    expect(turns.areOn).toBe(false);
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    ends[0]?.();
    await stopping;
    await turns.stop();
  });
});
