import { oneAhead } from './one-ahead.js';

async function* counting(made: number[], failAt = Infinity): AsyncGenerator<number, void> {
  try {
    for (let i = 1; i <= 4; i += 1) {
      if (i === failAt) throw new Error(`no ${i}`);
      made.push(i);
      yield i;
    }
  } finally {
    made.push(0);
  }
}

describe('working one item ahead', () => {
  it('passes everything on in order and makes the next item while one is used', async () => {
    const made: number[] = [];
    const seen: [number, number[]][] = [];
    for await (const item of oneAhead(counting(made))) {
      await new Promise(setImmediate);
      seen.push([item, [...made]]);
    }
    expect(seen).toEqual([
      [1, [1, 2]],
      [2, [1, 2, 3]],
      [3, [1, 2, 3, 4]],
      [4, [1, 2, 3, 4, 0]],
    ]);
  });

  it('raises an error where it belongs: after the items before it', async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of oneAhead(counting([], 3))) seen.push(item);
    })();
    await expect(reading).rejects.toThrow('no 3');
    expect(seen).toEqual([1, 2]);
  });

  it('ends the source when the consumer stops early', async () => {
    const made: number[] = [];
    for await (const item of oneAhead(counting(made))) if (item === 1) break;
    expect(made.at(-1)).toBe(0);
  });
});
