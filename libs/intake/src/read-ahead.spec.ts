import { readAhead } from './read-ahead.js';

async function collected(items: AsyncIterable<number>): Promise<number[]> {
  const found: number[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('reading ahead', () => {
  it('brings everything in its order', async () => {
    async function* three(): AsyncIterable<number> {
      yield 1;
      yield 2;
      yield 3;
    }
    expect(await collected(readAhead(three()))).toEqual([1, 2, 3]);
    expect(await collected(readAhead((async function* () {})()))).toEqual([]);
  });

  it('is one item ahead and no more', async () => {
    const asked: number[] = [];
    async function* counting(): AsyncIterable<number> {
      for (let n = 1; n <= 5; n += 1) {
        asked.push(n);
        yield n;
      }
    }
    for await (const item of readAhead(counting())) {
      await new Promise(setImmediate);
      expect(asked.at(-1)).toBe(Math.min(item + 1, 5));
    }
  });

  it('fails where the reading fails, after what came before', async () => {
    async function* failing(): AsyncIterable<number> {
      yield 1;
      throw new Error('the file ends in the middle');
    }
    const found: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const item of readAhead(failing())) found.push(item);
    };
    await expect(reading()).rejects.toThrow('in the middle');
    expect(found).toEqual([1]);
  });

  it('closes what it reads when nobody wants more', async () => {
    let closed = false;
    async function* endless(): AsyncIterable<number> {
      try {
        for (let n = 1; ; n += 1) yield n;
      } finally {
        closed = true;
      }
    }
    for await (const item of readAhead(endless())) if (item === 2) break;
    expect(closed).toBe(true);
  });
});
