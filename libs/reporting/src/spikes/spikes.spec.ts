import type { SpikeText } from '@earshot/domain';
import { chanceOf, unusualRise } from './unusual-rise.js';
import { wordSeries } from './word-series.js';

const series = (count: number, before: readonly number[], kind: 'source' | 'topic' | 'word' = 'topic') => ({
  kind,
  key: 'delivery',
  hours: 6,
  count,
  before,
  messageIds: [],
});
const usual = (value: number, weeks = 8) => new Array<number>(weeks).fill(value);

describe('an unusual rise', () => {
  it.each([
    ['a quiet topic that suddenly has twelve', 12, usual(1), true],
    ['six where there was nothing for two months', 6, usual(0), true],
    ['a busy source with three times as many', 60, [18, 22, 20, 19, 21, 20, 17, 23], true],
    ['a Monday morning that is always like this', 40, [38, 41, 36, 44, 39, 40, 42, 37], false],
    ['twice as many of very few', 4, usual(2), false],
    ['half as many again of many', 30, usual(20), false],
    ['a topic whose weeks scatter anyway', 20, [2, 18, 1, 15, 3, 22, 0, 11], false],
    ['a house of thousands with a tenth more', 5_500, usual(5_000), false],
    ['a house of thousands with three times as many', 15_000, usual(5_000), true],
    ['anything before three weeks are known', 50, usual(1, 2), false],
  ])('%s: %d against %j is one: %s', (_, count, before, is) => {
    expect(unusualRise(series(count, before)) !== null).toBe(is);
  });

  it('is still seen when an episode lies among the weeks that are compared', () => {
    expect(unusualRise(series(40, [3, 2, 4, 60, 3, 2, 3, 4]))?.usual).toBeLessThan(5);
  });

  it('of a word is asked more for, because there are thousands', () => {
    expect(unusualRise(series(7, usual(0), 'topic'))).not.toBeNull();
    expect(unusualRise(series(7, usual(1), 'word'))).toBeNull();
  });

  it('is less probable the more there are', () => {
    const chances = [1, 5, 10, 20, 40].map((count) => chanceOf(count, usual(3)));
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(chances.every((chance) => chance > 0 && chance <= 1)).toBe(true);
    expect(chanceOf(0, usual(3))).toBeCloseTo(1);
    expect(chanceOf(5_000, usual(5_000))).toBeGreaterThan(0.4);
  });

  it('is found in steady noise less than once a year in ten series, looking every hour', () => {
    const YEARS = 40;
    const random = mulberry(20260302);
    let alarms = 0;
    for (let year = 0; year < YEARS; year += 1) alarms += alarmsInNoise(0.2 + (year % 8) * 0.7, random);
    expect(alarms).toBeLessThanOrEqual(YEARS / 10);
  });
});

/** Episodes found in 52 weeks of hourly Poisson counts with a day and night, after eight weeks of learning. */
function alarmsInNoise(rate: number, random: () => number): number {
  const hours = Array.from({ length: 60 * 168 }, (_, hour) => poisson(rate * (hour % 24 < 8 ? 0.2 : 1), random));
  const window = (end: number) => hours.slice(end - 6, end).reduce((sum, count) => sum + count, 0);
  let alarms = 0;
  let quietUntil = 0;
  for (let end = 8 * 168 + 6; end <= hours.length; end += 1) {
    const before = Array.from({ length: 8 }, (_, week) => window(end - (week + 1) * 168));
    if (unusualRise(series(window(end), before)) === null) continue;
    if (end > quietUntil) alarms += 1;
    quietUntil = end + 12;
  }
  return alarms;
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let n = 0;
  for (let product = random(); product > limit; product *= random()) n += 1;
  return n;
}

/** The same noise at every run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the words of unhappy messages', () => {
  const text = (messageId: string, week: number, said: string, author = messageId): SpikeText => ({
    messageId,
    week,
    text: said,
    author,
  });

  it('are counted once a message, whatever their case, and against the same hours of other weeks', () => {
    const texts = [
      ...Array.from({ length: 5 }, (_, i) => text(`n${i}`, 0, 'The Terminal, the TERMINAL is down')),
      text('o1', 1, 'the terminal again'),
      text('o3', 3, 'terminal'),
    ];
    expect(wordSeries(texts, 6, 3)).toEqual([
      {
        kind: 'word',
        key: 'terminal',
        hours: 6,
        count: 5,
        before: [1, 0, 1],
        messageIds: ['n0', 'n1', 'n2', 'n3', 'n4'],
      },
      expect.objectContaining({ key: 'down' }),
    ]);
  });

  it('of one customer who goes on about it are no rise, in any script', () => {
    const same = Array.from({ length: 9 }, (_, i) => text(`n${i}`, 0, 'Деньги! Верните деньги', 'one'));
    expect(wordSeries(same, 6, 3)).toEqual([]);
    const several = same.map((one, i) => ({ ...one, author: `a${i}` }));
    expect(wordSeries(several, 6, 3).map(({ key }) => key)).toEqual(['деньги', 'верните']);
  });
});
