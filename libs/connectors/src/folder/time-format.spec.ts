import { missingInFormat } from './time-format.js';

describe('the format of times', () => {
  it.each(['dd.MM.yyyy HH:mm', 'd. MMMM yyyy', 'M/d/yy h:mm a', "yyyy 'vuonna' o", 'D'])('is whole: %s', (format) => {
    expect(missingInFormat(format)).toEqual([]);
  });

  it.each([
    ['banana', ['day', 'month', 'year']],
    ['HH:mm', ['day', 'month', 'year']],
    ['dd.MM', ['year']],
    ['MM/yyyy', ['day']],
    ["'d.M.y'", ['day', 'month', 'year']],
  ])('names what %s does not write', (format, missing) => {
    expect(missingInFormat(format)).toEqual(missing);
  });
});
