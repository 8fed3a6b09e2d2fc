import { formatPace } from './format-pace';

describe('how often a source is read', () => {
  const style = { locale: 'en', zone: 'Europe/Riga' };

  it.each([
    [5, '5 seconds'],
    [1, '1 second'],
    [60, '60 seconds'],
    [300, '5 minutes'],
    [3_600, '1 hour'],
  ])('every %d s is told as %s', (seconds, words) => {
    expect(formatPace(seconds, style)).toBe(words);
  });
});
