import { ReadingLanes } from './reading-lanes.js';

describe('the lanes of reading', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const lanes = (places: number, onPlace: () => void = () => undefined) => new ReadingLanes(places, onPlace, 1_000);

  it('are full when every place is taken, and free when a reading ends', () => {
    const two = lanes(2);
    two.enter('a');
    two.enter('b');
    expect(two.room).toBe(0);
    two.leave('a');
    expect(two.room).toBe(1);
  });

  it('give the place of a slow reading to the next source, and say so', () => {
    const asked = jest.fn();
    const two = lanes(2, asked);
    two.enter('slow');
    two.enter('quick');
    jest.advanceTimersByTime(999);
    two.leave('quick');
    expect(asked).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(two.room).toBe(2);
    two.leave('slow');
    expect(two.room).toBe(2);
  });

  it('do not take on without end what never ends', () => {
    const one = lanes(1);
    for (let n = 0; n < 100; n += 1) {
      if (one.room > 0) one.enter(`hanging ${n}`);
      jest.advanceTimersByTime(1_000);
    }
    expect(one.room).toBe(0);
    one.leave('hanging 0');
    // The one that overstayed its place moves over, and the place is free.
    expect(one.room).toBe(1);
  });
});
