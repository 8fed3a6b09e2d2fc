import { formatSize } from './format-size';

describe('the size of an item', () => {
  it.each([
    [0, '0 byte'],
    [57, '57 byte'],
    [999, '999 byte'],
    [1_000, '1 kB'],
    [1_240, '1.2 kB'],
  ])('of %d bytes is told as %s', (bytes, words) => {
    expect(formatSize(bytes, 'en')).toBe(words);
  });
});
